/** A line of values over time, read by its label. */
export function Spark({
  values,
  label,
  width = 96,
  height = 24,
}: {
  readonly values: readonly number[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}) {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (i: number): number => (values.length < 2 ? width / 2 : 2 + (i * (width - 4)) / (values.length - 1));
  const y = (value: number): number => (most === least ? height / 2 : height - 2 - ((value - least) * (height - 4)) / (most - least));
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`);
  return (
    <svg role="img" aria-label={label} width={width} height={height} viewBox={`0 0 ${width} ${height}`} className="text-accent">
      <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth="1.5" />
      {values.length > 0 && <circle cx={x(values.length - 1)} cy={y(values.at(-1) ?? 0)} r="2" fill="currentColor" />}
    </svg>
  );
}
