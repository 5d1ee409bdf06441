import type { TemplateProblem } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Coded } from '../components/Coded/Coded.js';
import { Note } from '../components/Note/Note.js';
import { text } from '../texts/text.js';

interface Props {
  readonly problem: Pick<TemplateProblem, 'detail' | 'try_instead'>;
  /** The name of the template, away from its own line. */
  readonly name?: string;
}

/** Warns that no run can use a template with the present settings of the library. */
export function SettingsProblem({ problem: { detail, try_instead: advice }, name }: Props): ReactElement {
  return (
    <Note tone="warn" icon="failed" title={text.templates.unusable(name)}>
      <p>
        <Coded words={detail} />
      </p>
      <p>
        <span className="quiet">{text.problem.tryInstead}</span> <Coded words={advice} />
      </p>
    </Note>
  );
}
