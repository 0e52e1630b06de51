import { toast } from './toast.tsx';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';

/** Puts the text on the clipboard, and says so. */
export function CopyButton({ text, label = 'Copy', what }: { readonly text: string; readonly label?: string; readonly what: string }) {
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => toast(`${what} copied`),
      () => toast(`${what} could not be copied: the browser does not allow it here.`, { tone: 'bad' }),
    );
  };
  return (
    <Button size="small" onClick={copy} aria-label={`${label}: ${what}`}>
      <Icon name="copy" size={14} />
      {label}
    </Button>
  );
}
