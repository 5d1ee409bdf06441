import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { meQuery } from '../api/me.js';
import { Choice } from '../components/Choice/Choice.js';
import { formatLanguage, listLanguages } from '../components/language-name.js';
import { templatesQuery } from '../templates/templates-api.js';
import { text } from '../texts/text.js';
import type { UploadOptions } from './upload.js';

const words = text.upload;

interface Props {
  readonly options: UploadOptions;
  readonly onChange: (options: UploadOptions) => void;
}

/** The language and the template of the items that are added together. */
export function AddOptions({ options, onChange }: Props): ReactElement {
  const { data: templates = [] } = useQuery(templatesQuery);
  const byDefault = useQuery(meQuery).data?.default_language ?? 'auto';
  return (
    <section className="add-options" aria-labelledby="add-options">
      <h3 id="add-options">{words.options}</h3>
      <Choice
        label={words.template}
        hint={words.templateHint}
        options={[
          ['', words.noTemplate],
          ...templates.filter(({ is_draft: isDraft }) => !isDraft).map(({ id, name }) => [String(id), name] as const),
        ]}
        value={options.template}
        onChange={(template) => {
          onChange({ ...options, template });
        }}
      />
      <Choice
        label={words.language}
        hint={words.languageHint}
        options={[['', words.defaultLanguage(formatLanguage(byDefault))], ...listLanguages(byDefault)]}
        value={options.language}
        onChange={(language) => {
          onChange({ ...options, language });
        }}
      />
    </section>
  );
}
