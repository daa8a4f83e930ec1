import { useState } from 'preact/hooks';
import { messageOf } from '../api/ask';
import { copyText } from './copy-text';

interface CopyButtonProps {
  text: () => string;
  label?: string;
  small?: boolean;
}

/** Copies a string, and says whether it did. */
export function CopyButton({ text, label = 'Copy', small = false }: CopyButtonProps) {
  const [said, setSaid] = useState('');
  const copy = () =>
    copyText(text()).then(
      () => setSaid('Copied'),
      (error: unknown) => setSaid(messageOf(error)),
    );
  return (
    <>
      <button type="button" class={small ? 'button button-small' : 'button'} onClick={() => void copy()}>
        {said || label}
      </button>
      {/* Screen readers take what is inside a button for its name and announce no change of it. */}
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
