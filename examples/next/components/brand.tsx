import Link from 'next/link';

const pages = [
  ['chat', '/', 'Chat'],
  ['draw', '/draw', 'Draw'],
] as const;

export type PageName = (typeof pages)[number][0];

/** The name of the app, and its pages. */
export function Brand({ page, title, local }: { page: PageName; title: string; local: boolean }) {
  return (
    <div className="brand">
      <span className="mark" aria-hidden="true" />
      <h1>{title}</h1>
      {local && <span className="badge">local gateway</span>}
      <nav className="segments pages" aria-label="Pages">
        {pages.map(([name, href, label]) => (
          <Link key={name} href={href} aria-current={name === page ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
    </div>
  );
}
