/** How TanStack Query goes through a list: the first page has no cursor, each tells that of the next. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }: { readonly next: string | null }) => next,
};

/** The query parameter of a page. */
export const pageAt = (cursor: string | null) => (cursor === null ? {} : { cursor });
