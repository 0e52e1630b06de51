import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keyOf, type Edge } from './edges.ts';
import { detailQuery } from './queries.ts';

type Name = Pick<Edge, 'kind' | 'id'>;

interface Cursor {
  /** The edge that is looked at; it may be one that the list does not have. */
  readonly edge: Name | undefined;
  /** Its place in the list; -1: none. */
  readonly index: number;
  point(edge: Name): void;
}

const writeAfter = 300;
const ahead = 3;

/** Which edge is looked at. What is around it is fetched before it is asked for; the address follows when the cursor rests. */
export function useCursor(edges: readonly Edge[], written: string | undefined, write: (edge: string) => void): Cursor {
  const client = useQueryClient();
  const [pointed, setPointed] = useState<{ readonly name: Name; readonly hint: number } | undefined>(() => {
    const name = nameOf(written);
    return name && { name, hint: 0 };
  });
  const mine = useRef(written);
  const first = edges[0];
  const name = pointed?.name ?? first;
  const index = name === undefined ? -1 : indexOf(edges, name, pointed?.hint ?? 0);
  const key = name && keyOf(name);

  useEffect(() => {
    // A link that was followed on this page.
    const followed = written === mine.current ? undefined : nameOf(written);
    if (followed === undefined) return;
    mine.current = written;
    setPointed({ name: followed, hint: 0 });
  }, [written]);

  useEffect(() => {
    if (pointed === undefined || key === undefined || key === mine.current) return undefined;
    const timer = setTimeout(() => {
      mine.current = key;
      write(key);
    }, writeAfter);
    return () => clearTimeout(timer);
  });

  useEffect(() => {
    if (index < 0) return;
    for (const edge of edges.slice(Math.max(0, index - 1), index + 1 + ahead)) void client.prefetchQuery(detailQuery(edge));
  }, [client, edges, index]);

  return {
    edge: name,
    index,
    point: (edge) =>
      setPointed({ name: { kind: edge.kind, id: edge.id }, hint: edges.findIndex((each) => each.id === edge.id && each.kind === edge.kind) }),
  };
}

function indexOf(edges: readonly Edge[], { kind, id }: Name, hint: number): number {
  const there = edges[hint];
  if (there?.id === id && there.kind === kind) return hint;
  return edges.findIndex((edge) => edge.id === id && edge.kind === kind);
}

function nameOf(key: string | undefined): Name | undefined {
  const [kind, id] = key?.split('.') ?? [];
  return id === undefined ? undefined : { kind: kind as Edge['kind'], id };
}
