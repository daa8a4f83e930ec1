import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Link } from 'wouter-preact';
import { LiveIndicator } from '../live/indicator';
import type { LiveState } from '../source/live';
import { ThemeToggle } from '../theme/toggle';
import { useFilterKey } from './filter-key';

export interface Crumb {
  label: string;
  /** Absent for the page itself. */
  href?: string;
}

interface ShellProps {
  title: string;
  crumbs: Crumb[];
  live?: LiveState | undefined;
  children: ComponentChildren;
}

/** What every page has around it: skip link, bar with the way back, live state, theme. */
export function Shell({ title, crumbs, live, children }: ShellProps) {
  useEffect(() => {
    document.title = title === 'Spoor' ? title : `${title} · Spoor`;
  }, [title]);
  useFilterKey();
  return (
    <>
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <header class="bar">
        <Link href="/" class="brand" aria-label="Spoor: all projects">
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="currentColor">
            <circle cx="5.5" cy="18" r="2.6" />
            <circle cx="11.2" cy="11.4" r="2.6" opacity=".8" />
            <circle cx="18.4" cy="6.6" r="2.6" opacity=".6" />
          </svg>
          <span class="brand-name">Spoor</span>
        </Link>
        <nav class="crumbs" aria-label="Breadcrumb">
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.label}>
                {crumb.href === undefined ? (
                  <span aria-current="page">{crumb.label}</span>
                ) : (
                  <Link href={crumb.href}>{crumb.label}</Link>
                )}
              </li>
            ))}
          </ol>
        </nav>
        {live && <LiveIndicator state={live} />}
        <ThemeToggle />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
