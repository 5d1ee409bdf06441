/** Returns a rule that refuses all nodes that a selector matches. `selectors` maps them to messages. */
export const forbid = (selectors) => ({
  meta: { type: 'problem', schema: [] },
  create: (context) =>
    Object.fromEntries(
      Object.entries(selectors).map(([selector, message]) => [selector, (node) => context.report({ node, message })]),
    ),
});
