interface ReadPages {
  readonly state: { readonly data?: { readonly pages: readonly unknown[] } | undefined };
}

/** A refresh reads every loaded page again, so that it comes less often the more pages there are. */
export const refreshByLength =
  (everyMs: number) =>
  ({ state }: ReadPages): number =>
    everyMs * Math.max(1, state.data?.pages.length ?? 1);
