import type { ComponentChildren } from 'preact';
import { Link } from 'wouter-preact';
import { isSpoorError } from '../../wire/index';
import { messageOf } from '../format/message';

/** Something to say in place of content: nothing here yet, nothing found. */
export function Notice({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="notice">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** A failure, and what to do about it. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const { title, advice } = explain(error);
  const isAbsent = isSpoorError(error) && error.code === 'not-found';
  return (
    <div class="notice notice-failure" role="alert">
      <h2>{title}</h2>
      <p>{advice}</p>
      <p class="notice-ways">
        <button type="button" class="button" onClick={retry}>
          Try again
        </button>
        {isAbsent && <Link href="/">All projects</Link>}
      </p>
    </div>
  );
}

function explain(error: unknown): { title: string; advice: ComponentChildren } {
  const message = messageOf(error);
  switch (isSpoorError(error) ? error.code : 'unexpected') {
    case 'unauthorized':
      return {
        title: 'Sign in first',
        advice: (
          <>
            {message} <a href={location.href}>Load this page again</a> to give the key, or open the address that{' '}
            <code>spoor serve</code> printed in its terminal: it signs this browser in.
          </>
        ),
      };
    case 'unreachable':
      return { title: 'No answer', advice: message };
    case 'not-found':
      return { title: 'Not here', advice: message };
    default:
      return { title: 'That did not work', advice: message };
  }
}

/** Keeps the place of content that is on its way, in quiet bars. */
export function Loading({ what, lines = 6 }: { what: string; lines?: number }) {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">Loading {what}…</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="loading-line" aria-hidden="true" />
      ))}
    </div>
  );
}
