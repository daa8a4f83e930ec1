interface SaveButtonProps {
  label: string;
  title?: string;
  /** What the file is called. */
  name: string;
  /** Made when it is asked for. */
  make: () => Blob | Promise<Blob>;
  onError?: (error: unknown) => void;
}

/** Saves a file that is made on the spot. */
export function SaveButton({ label, title, name, make, onError }: SaveButtonProps) {
  const save = async () => saveBlob(name, await make());
  return (
    <button type="button" class="link-button" title={title} onClick={() => void save().catch(onError)}>
      {label}
    </button>
  );
}

/** Lets the browser save a file. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
