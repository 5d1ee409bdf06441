import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import type { Recording } from '../api/answers.js';
import { ProblemNote } from '../controls/ProblemNote.js';
import { stepName } from '../controls/recording-state.js';
import { Skeleton } from '../controls/Skeleton.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { explainQuery, type ByRules, type ExplainedStep, type Explanation, type RuleSeen } from './recording-api.js';

const words = text.recording.why;

function Facts({ rule }: { readonly rule: RuleSeen }): ReactElement {
  return (
    <ul className="facts-seen">
      {rule.looked_at.map(({ fact, says, value, since }) => (
        <li key={fact}>
          <span>{says}</span>: <strong>{String(value)}</strong>{' '}
          <span className="quiet">
            {words.since} {since === null ? words.fromBeginning : <span dir="auto">{since.message}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Rules({ title, by }: { readonly title: string; readonly by: ByRules }): ReactElement {
  return (
    <div className="why-block">
      <h3>{title}</h3>
      <p>
        {by.rule.says}{' '}
        <span className="quiet">
          ({words.rule} {by.rule.id})
        </span>
      </p>
      <Facts rule={by.rule} />
      {by.lost.length > 0 && (
        <details>
          <summary>{words.lost}</summary>
          <ul className="lost">
            {by.lost.map((rule) => (
              <li key={rule.id}>
                <p className="quiet">
                  {rule.says} ({rule.id})
                </p>
                <Facts rule={rule} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function StepSays({ step }: { readonly step: ExplainedStep }): ReactElement {
  return (
    <li>
      <strong>{stepName(step.step)}</strong>: {step.says}
      {step.until !== null && (
        <>
          {' '}
          <span className="quiet">
            {words.until} <Ago at={step.until} />
          </span>
        </>
      )}
      {step.lease !== null && <p className="quiet">{step.lease.says}</p>}
      {step.lane_service !== null && <p className="quiet">{step.lane_service.says}</p>}
    </li>
  );
}

function Answer({ explained }: { readonly explained: Explanation }): ReactElement {
  return (
    <>
      <div className="why-block">
        <h3>{words.next}</h3>
        <p>{explained.run.says}</p>
        {explained.steps.length === 0 ? (
          <p className="quiet">{words.noSteps}</p>
        ) : (
          <ul className="why-steps">
            {explained.steps.map((step) => (
              <StepSays key={step.step} step={step} />
            ))}
          </ul>
        )}
      </div>
      <Rules title={words.status} by={explained.status} />
      {explained.failure.failed && <Rules title={words.failure} by={explained.failure} />}
      {explained.projection.state !== 'current' && (
        <p className="quiet">
          {words.behind}: {explained.projection.says}
        </p>
      )}
    </>
  );
}

function Asked({ recording }: { readonly recording: Recording }): ReactElement {
  const { data, error, refetch } = useQuery(explainQuery(recording.id, recording.revision));
  if (data !== undefined) return <Answer explained={data} />;
  return error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
}

/** The rule that gives the status, the rules that did not, the events that each fact comes from, and what comes next. */
export function WhyPanel({ recording }: { readonly recording: Recording }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="card why-panel"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>
        <h2>{words.title}</h2>
      </summary>
      {isOpen && <Asked recording={recording} />}
    </details>
  );
}
