import { useState } from 'preact/hooks';
import { chooseTheme, themeChoice, type ThemeChoice } from './theme';

const NEXT: Record<ThemeChoice, ThemeChoice> = { auto: 'light', light: 'dark', dark: 'auto' };
const LABELS: Record<ThemeChoice, string> = { auto: 'system', light: 'light', dark: 'dark' };

/** Goes round system, light and dark. */
export function ThemeToggle() {
  const [choice, setChoice] = useState(themeChoice);
  const next = NEXT[choice];
  const label = `Theme: ${LABELS[choice]}. Change to ${LABELS[next]}`;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={() => {
        chooseTheme(next);
        setChoice(next);
      }}
    >
      <svg
        viewBox="0 0 16 16"
        width="16"
        height="16"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        stroke-width="1.4"
      >
        {choice === 'light' && <SunPath />}
        {choice === 'dark' && <path d="M13.2 9.6A5.6 5.6 0 1 1 6.4 2.8a4.6 4.6 0 0 0 6.8 6.8Z" />}
        {choice === 'auto' && (
          <>
            <circle cx="8" cy="8" r="5.6" />
            <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2Z" fill="currentColor" />
          </>
        )}
      </svg>
    </button>
  );
}

function SunPath() {
  return (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1v1.8M8 13.2V15M1 8h1.8M13.2 8H15M3.05 3.05l1.3 1.3M11.65 11.65l1.3 1.3M3.05 12.95l1.3-1.3M11.65 4.35l1.3-1.3" />
    </>
  );
}
