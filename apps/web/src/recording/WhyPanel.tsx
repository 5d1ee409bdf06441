import { useQuery } from '@tanstack/react-query';
import type { EventReference, ExplainedRule, Explanation, Item, RuleExplanation } from '@throughline/api-client';
import { type ReactElement, type Ref } from 'react';
import { useItemKind } from '../api/item-kind.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { stepName } from '../controls/recording-state.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Sentence } from '../controls/Sentence.js';
import { Ago } from '../controls/Times.js';
import { text } from '../texts/text.js';
import { Fold } from './Fold.js';
import { listLayers } from './actions/run-input.js';
import { RunLayers } from './actions/RunLayers.js';
import { eventAnchor } from './past/moments.js';
import { explainQuery } from './recording-api.js';
import { SETTINGS_ANCHOR } from './settings/settings-anchor.js';
import { groupBlockedSteps, type BlockedGroup } from './why-groups.js';

const words = text.recording.why;

interface EventLinkProps {
  readonly onEvent: (id: string) => void;
}

function Since({ since, onEvent }: EventLinkProps & { readonly since: EventReference | null }): ReactElement {
  if (since === null) return <span className="quiet">{words.fromBeginning}</span>;
  return (
    <span className="quiet">
      {words.since}{' '}
      <a
        href={`#${eventAnchor(since.id)}`}
        aria-label={words.show(since.message)}
        onClick={() => {
          onEvent(since.id);
        }}
      >
        <span dir="auto">{since.message}</span>
      </a>
    </span>
  );
}

const valueWords = (value: ExplainedRule['looked_at'][number]['value']): string =>
  typeof value === 'boolean' ? (value ? words.yes : words.no) : String(value);

interface FactsProps extends EventLinkProps {
  /** False if the log did not answer: then no event behind a fact is known. */
  readonly areEventsKnown: boolean;
}

function Facts({ rule, areEventsKnown, onEvent }: FactsProps & { readonly rule: ExplainedRule }): ReactElement {
  return (
    <ul className="facts-seen">
      {rule.looked_at.map(({ fact, says, value, since }) => (
        <li key={fact}>
          {says}: <strong>{valueWords(value)}</strong> {areEventsKnown && <Since since={since} onEvent={onEvent} />}
        </li>
      ))}
    </ul>
  );
}

interface RulesProps extends FactsProps {
  readonly title: string;
  readonly by: RuleExplanation;
}

function Rules({ title, by, ...beside }: RulesProps): ReactElement {
  return (
    <div className="why-block">
      <h3>{title}</h3>
      <p>
        <Sentence words={by.rule.says} /> <code className="rule">{by.rule.id}</code>
      </p>
      <Facts rule={by.rule} {...beside} />
      {by.lost.length > 0 && (
        <details>
          <summary className="quiet">{words.lost(by.lost.length)}</summary>
          <ul className="lost">
            {by.lost.map((rule) => (
              <li key={rule.id}>
                <p>
                  <Sentence words={rule.says} /> <code className="rule">{rule.id}</code>
                </p>
                <Facts rule={rule} {...beside} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function StepSays({ group: { steps, by } }: { readonly group: BlockedGroup }): ReactElement {
  return (
    <li>
      <strong>{steps.map(stepName).join(', ')}</strong>: <Sentence words={by.says} />
      {by.until !== null && (
        <>
          {' '}
          <span className="quiet">
            {words.until} <Ago at={by.until} />
          </span>
        </>
      )}
      {by.lease !== null && (
        <p className="quiet">
          <Sentence words={by.lease.says} />
        </p>
      )}
      {by.lane_service !== null && (
        <p className="quiet">
          <Sentence words={by.lane_service.says} />
        </p>
      )}
    </li>
  );
}

/** The layers that decided the settings of the newest run. Only sessions have no card that shows them. */
function Layers({ run: { config_sources: sources } }: Pick<Explanation, 'run'>): ReactElement | null {
  const kind = useItemKind();
  if (kind === 'sessions') return <RunLayers config_sources={sources} />;
  if (listLayers({ config_sources: sources }).length === 0) return null;
  return (
    <p>
      <a href={`#${SETTINGS_ANCHOR}`}>{words.settings}</a>
    </p>
  );
}

/** The layers of the settings, and preferences that beat the bound template now. */
function Settings({ explained: { run, settings } }: { readonly explained: Explanation }): ReactElement {
  return (
    <div className="why-block">
      <Layers run={run} />
      {settings.map(({ path, says }) => (
        <p key={path}>{says}</p>
      ))}
    </div>
  );
}

export function ExplanationView({ explained, onEvent }: EventLinkProps & { readonly explained: Explanation }): ReactElement {
  const beside = { areEventsKnown: explained.status.since !== null, onEvent };
  return (
    <>
      <Rules title={words.status} by={explained.status} {...beside} />
      {explained.failure.failed && <Rules title={words.failure} by={explained.failure} {...beside} />}
      <div className="why-block">
        <h3>{words.next}</h3>
        <p>
          <Sentence words={explained.run.says} />
        </p>
        {explained.steps.length === 0 ? (
          <p className="quiet">{words.noSteps}</p>
        ) : (
          <ul className="why-steps">
            {groupBlockedSteps(explained.steps).map((group) => (
              <StepSays key={group.by.step} group={group} />
            ))}
          </ul>
        )}
      </div>
      <Settings explained={explained} />
      {explained.projection.state !== 'current' && (
        <p className="quiet">
          {words.behind}: <Sentence words={explained.projection.says} />
        </p>
      )}
    </>
  );
}

function Asked({
  item: { id, revision },
  onEvent,
}: EventLinkProps & { readonly item: Pick<Item, 'id' | 'revision'> }): ReactElement {
  const kind = useItemKind();
  const { data, error, refetch } = useQuery(explainQuery({ kind, id }, revision));
  if (data !== undefined) return <ExplanationView explained={data} onEvent={onEvent} />;
  return error === null ? <Skeleton rows={2} /> : <ProblemNote error={error} onRetry={() => void refetch()} />;
}

interface WhyFoldProps extends EventLinkProps {
  readonly item: Pick<Item, 'id' | 'revision'>;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  readonly ref?: Ref<HTMLElement>;
}

/** Explains the status: the matching rule, the other rules, the events behind each fact, and the next step. */
export function WhyFold({ item, onEvent, isOpen, onToggle, ref }: WhyFoldProps): ReactElement {
  return (
    <div className="why-panel">
      <Fold title={words.title} isOpen={isOpen} onToggle={onToggle} {...(ref === undefined ? {} : { ref })}>
        {isOpen && <Asked item={item} onEvent={onEvent} />}
      </Fold>
    </div>
  );
}
