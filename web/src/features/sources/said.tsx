import { Badge, type Tone } from '../../ui/badge.tsx';

/** A state by sign and word, not by colour alone. */
export function Said({ said: { tone, sign, word }, title }: { readonly said: { tone: Tone; sign: string; word: string }; readonly title?: string }) {
  return (
    <Badge tone={tone} {...(title === undefined ? {} : { title })}>
      <span aria-hidden="true">{sign}</span>
      {word}
    </Badge>
  );
}
