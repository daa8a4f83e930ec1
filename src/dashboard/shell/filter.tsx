interface FilterProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  /** A second filter on a page, which `/` does not reach. */
  second?: boolean;
}

/** A filter. `/` focuses the first one of a page, Escape empties it. */
export function Filter({ label, value, onInput, second = false }: FilterProps) {
  return (
    <span class="filter">
      <svg
        viewBox="0 0 16 16"
        width="14"
        height="14"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
      >
        <circle cx="7" cy="7" r="4.2" />
        <path d="m10.2 10.2 3.3 3.3" />
      </svg>
      <input
        type="search"
        placeholder={label}
        aria-label={label}
        aria-keyshortcuts={second ? undefined : '/'}
        value={value}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (value === '') event.currentTarget.blur();
          else onInput('');
        }}
      />
      {!second && <kbd aria-hidden="true">/</kbd>}
    </span>
  );
}
