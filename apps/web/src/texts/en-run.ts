/** The dialog that previews and starts a run. */
export const runWords = {
  withOthers: 'Run with other settings',
  template: 'Template',
  boundTemplate: (name: string | null): string => `The bound one: ${name ?? 'deleted'}`,
  noTemplate: 'None',
  bind: 'Also use this template for later runs',
  vocabulary: 'Names and terms of this run',
  vocabularyHint:
    'For engines that take them, before those of the library. With an empty list, terms of earlier runs no longer count.',
  asBefore: 'As before',
  ownTerms: 'Only these',
  terms: 'Names and terms, one in each line',
  settings: 'Changed settings',
  layers: {
    server: 'Server',
    user: 'Library defaults',
    template: 'Bound template',
    'previous run': 'Earlier requests for this item',
    'run template': 'Template of this run',
    preferences: 'Preferences of this item',
    request: 'This request',
    output: 'Output',
  } as Readonly<Record<string, string>>,
  ownPattern: (output: string, isTitle: boolean): string => `${isTitle ? 'Title' : 'Description'} at ${output}`,
  ofTemplate: (name: string): string => `Template ${name}`,
} as const;
