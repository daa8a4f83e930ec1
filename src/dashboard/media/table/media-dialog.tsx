import { useEffect, useRef } from 'preact/hooks';
import { MediaView, type MediaViewProps } from './media-view';

/** Media of a cell over the page, until it is closed. */
export function MediaDialog({ onClose, ...shown }: MediaViewProps & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="media-dialog"
      aria-label={shown.label}
      onClose={onClose}
      onClick={({ target, currentTarget }) => {
        // What is around it is the dialog itself: its content fills it.
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <div class="media-dialog-body">
        <div class="card-head">
          <h2 class="card-title">{shown.label}</h2>
          <button type="button" class="button button-small" onClick={() => dialog.current!.close()}>
            Close
          </button>
        </div>
        <MediaView {...shown} />
      </div>
    </dialog>
  );
}
