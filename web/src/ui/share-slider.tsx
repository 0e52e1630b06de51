import { useId } from 'react';

/** A share of 0..1 in hundredths, chosen with a slider; `words` say what it would do. */
export function ShareSlider({
  label,
  value,
  words,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly words: string;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={1}
        step={0.01}
        value={value}
        aria-valuetext={`${value.toFixed(2)}: ${words}`}
        onChange={({ target }) => onChange(Number(target.value))}
        className="h-6 w-full accent-accent"
      />
    </>
  );
}
