const paths = {
  send: 'M12 19V5M5.5 11.5 12 5l6.5 6.5',
  stop: 'M7.5 7.5h9v9h-9z',
  retry: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3L19.5 9M19.5 4.5V9H15',
  up: 'M7.5 20V10.5L11.5 3c1.5 0 2.4 1.1 2.1 2.6L13 9.5h5.2c1.3 0 2.2 1.2 1.9 2.4l-1.5 6.2c-.3 1.1-1.2 1.9-2.4 1.9zM7.5 10.5H4V20h3.5',
  down: 'M16.5 4v9.5l-4 7.5c-1.5 0-2.4-1.1-2.1-2.6l.6-3.9H5.8c-1.3 0-2.2-1.2-1.9-2.4l1.5-6.2C5.7 4.8 6.6 4 7.8 4zM16.5 13.5H20V4h-3.5',
  copy: 'M9 9h10.5v10.5H9zM5.5 15H4.5V4.5H15v1',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  speak: 'M4 9.5h3.5L12 5.5v13l-4.5-4H4zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  save: 'M12 4v11M7.5 11 12 15.5 16.5 11M5 19.5h14',
  plus: 'M12 5v14M5 12h14',
  alert:
    'M12 8v5M12 16.5v.1M10.3 4.3 2.9 17.2A2 2 0 0 0 4.6 20h14.8a2 2 0 0 0 1.7-2.8L13.7 4.3a2 2 0 0 0-3.4 0z',
} as const;

/** A decorative icon next to a text or label. */
export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg className={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
