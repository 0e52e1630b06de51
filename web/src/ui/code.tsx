/** Code or SQL, as it is. Reachable by keyboard where it scrolls. */
export function Code({ children, label }: { readonly children: string; readonly label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="region"
      className="max-h-80 overflow-auto rounded-md border border-line bg-raised p-3 font-mono text-xs leading-5"
    >
      {children}
    </pre>
  );
}
