/** The model of the page. The route takes no other. */
export const pictureModel = '@cf/leonardo/phoenix-1.0';

/** What visitors choose, in pixels. */
export const shapes = {
  square: { label: 'Square', width: 1024, height: 1024 },
  wide: { label: 'Wide', width: 1280, height: 720 },
  tall: { label: 'Tall', width: 768, height: 1024 },
} as const;

export type Shape = keyof typeof shapes;

export const shapeNames: readonly Shape[] = ['square', 'wide', 'tall'];

/** The header that carries the log id of a picture or a sound. */
export const logHeader = 'x-log-id';
