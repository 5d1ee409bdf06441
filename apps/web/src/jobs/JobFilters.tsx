import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import * as maxLengths from '../api/max-lengths.generated.js';
import { Choice } from '../components/Choice/Choice.js';
import { Field } from '../components/Field/Field.js';
import { sourcesQuery } from '../api/sources.js';
import { templatesQuery } from '../templates/templates-api.js';
import { settingsText } from '../texts/settings-text.js';
import { JOB_STATES, type JobSearch } from './job-filter.js';
import type { JobSearchChange } from './use-job-filter.js';

const words = settingsText.jobs;

interface NamedRow {
  readonly id: number;
  readonly name: string;
}

interface RowFilterProps {
  readonly label: string;
  readonly all: string;
  readonly rows: readonly NamedRow[];
  readonly chosen: string | undefined;
  readonly onChange: (chosen: string) => void;
}

/** Filters by a row. One that was deleted, but is in the address, is shown by its number. */
function RowFilter({ label, all, rows, chosen, onChange }: RowFilterProps): ReactElement {
  const isGone = chosen !== undefined && rows.every(({ id }) => String(id) !== chosen);
  return (
    <Choice
      label={label}
      options={[
        ['', all],
        ...rows.map(({ id, name }) => [String(id), name] as const),
        ...(isGone ? [[chosen, chosen] as const] : []),
      ]}
      value={chosen ?? ''}
      onChange={onChange}
    />
  );
}

interface Props {
  readonly filter: JobSearch;
  readonly onChange: (change: JobSearchChange) => void;
}

/** Filters the list of jobs by title, state, source and template. */
export function JobFilters({ filter, onChange }: Props): ReactElement {
  const { data: sources = [] } = useQuery(sourcesQuery);
  const { data: templates = [] } = useQuery(templatesQuery);
  return (
    <div className="filters" role="search" aria-label={words.filters}>
      <Field
        label={words.filterTitle}
        type="search"
        maxLength={maxLengths.JobBody.name}
        value={filter.q ?? ''}
        onChange={(q) => {
          onChange({ q });
        }}
      />
      <Choice
        label={words.state}
        options={[['', words.allStates], ...JOB_STATES.map((state) => [state, words.states[state]] as const)]}
        value={filter.show ?? ''}
        onChange={(show) => {
          onChange({ show: JOB_STATES.find((state) => state === show) });
        }}
      />
      <RowFilter
        label={words.source}
        all={words.allSources}
        rows={sources.filter(({ brings }) => brings === 'recording')}
        chosen={filter.source}
        onChange={(source) => {
          onChange({ source });
        }}
      />
      <RowFilter
        label={words.template}
        all={words.allTemplates}
        rows={templates}
        chosen={filter.template}
        onChange={(template) => {
          onChange({ template });
        }}
      />
    </div>
  );
}
