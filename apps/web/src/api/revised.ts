/** Options of a read for a form. Later reads would discard what a person has typed, so only the person starts them. */
export const WHILE_OPEN = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  refetchOnMount: 'always',
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const;

/** Sends the revision that was read, so that a change by another user is not overwritten. */
export const ifMatch = ({ revision }: { readonly revision: number }) => ({ 'If-Match': `"${String(revision)}"` });

/** The input of a removal. Without `isDetached`, the server refuses to remove what something uses since it was read. */
export const detached = (id: number, isDetached: boolean) => ({ path: { id }, query: isDetached ? { detach: true } : {} });
