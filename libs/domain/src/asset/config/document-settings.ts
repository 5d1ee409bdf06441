import type { DocumentConfig, RunConfig } from '@throughline/contracts';

export interface DocumentSettings extends Required<Omit<DocumentConfig, 'metadata'>> {
  readonly metadata: NonNullable<DocumentConfig['metadata']>;
}

const defaultDocumentSettings: DocumentSettings = {
  languages: ['eng'],
  max_pages: 500,
  max_pixels: 50_000_000,
  name_pattern: '{{date}} {{sender}} {{title}}',
  folder_pattern: '',
  embed: true,
  metadata: {},
};

export const documentSettingsOf = ({ document: settings }: Pick<RunConfig, 'document'>): DocumentSettings => ({
  ...defaultDocumentSettings,
  ...settings,
});
