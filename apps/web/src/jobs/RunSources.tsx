import type { JobRun } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.jobs;

interface Props {
  readonly sources: JobRun['sources'];
  /** Problems of the job itself. */
  readonly problems?: readonly string[];
}

/** The sources that a run read, with what each of them had. */
export const RunSources = ({ sources, problems = [] }: Props): ReactElement => (
  <ul className="reasons" aria-label={words.sources}>
    {problems.map((problem) => (
      <li key={problem}>{problem}</li>
    ))}
    {sources.length === 0 && <li className="quiet">{words.noSources}</li>}
    {sources.map(({ source_id: id, name, found, added, problem }) => (
      <li key={id}>
        <strong dir="auto">{name}</strong> <span>{problem ?? words.found(found, added)}</span>
      </li>
    ))}
  </ul>
);
