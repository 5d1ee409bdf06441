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
  languages: 'Languages of the scan',
  languagesThere: 'Languages that the workers have',
  languagesHint: 'Codes of tesseract, such as eng deu chi_sim. Only scans are read again; pages with text keep it.',
  languagesAway: (names: string, codes: string): string =>
    `No worker has ${names} yet. On the machine that runs Throughline: npx tl engine fetch ocr ${codes}`,
  wrongLanguages: (codes: string): string => `Not a language code: ${codes}. Use codes such as eng, deu or chi_sim.`,
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
