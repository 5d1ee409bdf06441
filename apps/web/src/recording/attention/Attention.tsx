import type { ItemKind } from '@throughline/api-client/items';
import type { AllowedAction, Artifact, Item } from '@throughline/api-client';
import { useEffect, useRef, type ReactElement } from 'react';
import { actionName } from '../../actions/action-name.js';
import { useItemKind } from '../../api/item-kind.js';
import { Button } from '../../components/Button/Button.js';
import { Icon, type IconName } from '../../components/Icon/Icon.js';
import type { AttentionKind } from '../../actions/rank-help.js';
import { percentOf } from '../../components/ProgressBar/ProgressBar.js';
import type { Tone } from '../../components/StatusBadge/StatusBadge.js';
import { failedStepName } from '../../controls/recording-state.js';
import { Ago, At } from '../../controls/Times.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';
import type { ItemActionsState } from '../actions/use-item-actions.js';
import { focusTitleAfter } from '../item-title.js';
import type { EventLog } from '../past/use-event-log.js';
import { keyOf } from '../recording-api.js';
import { Answers } from './Answers.js';
import { findHelp, listAttempts, listKept, listKnown, listOutputsOf, type KeptFact } from './attention.js';
import type { LinksOfItem } from '../../drafts/use-link-drafts.js';

const words = text.recording.attention;
const ofDocuments = text.documentView.attention;
const factNames: Readonly<Record<string, readonly [there: string, missing: string]>> = { ...words.facts, ...ofDocuments.facts };

const reviewHints: Readonly<Record<ItemKind, string>> = {
  recordings: words.reviewHint,
  sessions: words.reviewHint,
  documents: ofDocuments.reviewHint,
};

const LOOK: Readonly<Record<AttentionKind, readonly [Tone, IconName]>> = {
  failed: ['bad', 'failed'],
  unconfirmed: ['ask', 'unconfirmed'],
  partial: ['warn', 'partial'],
  review: ['ask', 'review'],
};

interface Props {
  readonly recording: Item;
  readonly kind: AttentionKind;
  readonly artifacts: readonly Artifact[];
  readonly log: EventLog;
  readonly actions: ItemActionsState;
  readonly drafts: LinksOfItem;
}

/** The failed step in the words of the plan, in which a retried step has one name. */
const failedSteps = ({ run }: Pick<Item, 'run'>): readonly { readonly step: string; readonly attempt: number }[] =>
  run?.steps.filter(({ failed }) => failed) ?? [];

function titleOf({ recording, kind }: Props): string {
  const { outputs, failed_at_stage: stage } = recording;
  const concerned = listOutputsOf(kind, outputs).map(({ id }) => id);
  switch (kind) {
    case 'failed':
      return stage === null
        ? text.flags.failed
        : words.failed(failedStepName(stage), Math.max(0, ...failedSteps(recording).map(({ attempt }) => attempt)));
    case 'unconfirmed':
      return words.unconfirmed(concerned.join(', '));
    case 'partial':
      return words.partial(outputs.filter(({ status }) => status === 'UPLOADED').length, outputs.length, concerned);
    case 'review':
      return words.review;
  }
}

function Reasons({ recording, kind }: Props): ReactElement {
  const itemKind = useItemKind();
  const { failed_reason: reason, failed_at: at, outputs } = recording;
  if (kind === 'failed')
    return (
      <>
        <p dir="auto">{reason}</p>
        <p>
          {at !== null && (
            <>
              <Ago at={at} isFirst />
              {'. '}
            </>
          )}
          {words.failedHint}
        </p>
      </>
    );
  if (kind !== 'partial') return <p>{kind === 'review' ? reviewHints[itemKind] : words.unconfirmedHint}</p>;
  return (
    <>
      {listOutputsOf(kind, outputs).map(({ id, failed_reason: why }) => (
        <p key={id} dir="auto">
          {why}
        </p>
      ))}
      <p>{words.partialHint}</p>
    </>
  );
}

interface AlternativeProps extends Pick<Props, 'recording' | 'actions'> {
  readonly action: AllowedAction;
}

function Alternative({ recording, action, actions }: AlternativeProps): ReactElement {
  return (
    <li>
      <button
        type="button"
        className="option"
        onClick={() => {
          actions.choose(action);
        }}
      >
        <strong>{actionName(action, recording)}</strong>
        <span>{text.actions.means[action.action]}</span>
      </button>
    </li>
  );
}

interface AlternativesProps extends Pick<Props, 'recording' | 'actions'> {
  readonly offered: readonly AllowedAction[];
}

const Alternatives = ({ offered, ...beside }: AlternativesProps): ReactElement | null =>
  offered.length === 0 ? null : (
    <ul className="options">
      {offered.map((action) => (
        <Alternative key={keyOf(action)} action={action} {...beside} />
      ))}
    </ul>
  );

function Help(props: Props): ReactElement {
  const { recording, kind, actions, drafts } = props;
  const { main, others } = findHelp(kind, recording);
  if (main === undefined) return <p className="quiet">{words.nothingToDo}</p>;
  const offered = [main, ...others];
  if (kind === 'unconfirmed')
    return (
      <>
        {offered
          .filter(({ action }) => action === 'settle')
          .map((action) => {
            const output = recording.outputs.find(({ id }) => id === action.target);
            return output === undefined ? null : <Answers key={keyOf(action)} {...{ action, output, actions }} {...drafts} />;
          })}
        <Alternatives offered={offered.filter(({ action }) => action !== 'settle')} {...{ recording, actions }} />
      </>
    );
  return (
    <>
      <div className="attention-main">
        <Button
          look="primary"
          disabled={actions.isPending}
          onClick={() => {
            actions.choose(main);
          }}
        >
          {main.action === 'run' && <Icon name="retry" />}
          {actionName(main, recording)}
        </Button>
        {main.action === 'run' && <span className="quiet">{words.retryHint}</span>}
      </div>
      <Alternatives offered={others} {...{ recording, actions }} />
    </>
  );
}

function sayFact({ what, isThere, size: bytes, output }: KeptFact, kind: AttentionKind): string {
  const [there = '', missing = ''] = factNames[what] ?? [];
  if (output !== undefined) {
    if (isThere) return `${there} ${output}`;
    return `${kind === 'unconfirmed' ? words.notArrived : words.notSent} ${output}`;
  }
  if (!isThere) return missing;
  return bytes === undefined ? there : `${there}, ${size(bytes)}`;
}

function Kept({ recording, kind, artifacts }: Props): ReactElement {
  const itemKind = useItemKind();
  return (
    <div>
      <h3>{words.kept}</h3>
      <ul className="kept">
        {listKept(itemKind, artifacts, recording.outputs).map((fact) => (
          <li key={`${fact.what} ${fact.output ?? ''}`} className={fact.isThere ? 'kept-there' : 'kept-missing'}>
            <Icon name={fact.isThere ? 'ready' : 'minus'} />
            <span dir="auto">{sayFact(fact, kind)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Attempts({ recording, log }: Props): ReactElement | null {
  const attempts = failedSteps(recording).flatMap(({ step }) => listAttempts(log.events, step));
  if (attempts.length === 0) return null;
  return (
    <div>
      <h3>{words.attempts}</h3>
      <ol className="attempts">
        {attempts.map(({ id, at, worker, progress }, index) => (
          <li key={id}>
            <span>{words.attempt(index + 1)}</span>
            <At at={at} />
            <span>{progress === null ? '' : words.reached(percentOf(progress))}</span>
            <span className="quiet" dir="auto">
              {worker}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Says in the words of the log when the delivery began, how far it came, and what the destination answered. */
function Known({ recording, log }: Props): ReactElement | null {
  const known = listKnown(log.events, recording.outputs);
  if (known.length === 0) return null;
  return (
    <div>
      <h3>{words.known}</h3>
      <ol className="known">
        {known.map(({ id, recorded_at: at, message }) => (
          <li key={id}>
            <span className="quiet">
              <At at={at} />
            </span>
            <span dir="auto">{message}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Says what happened and what was kept, and offers one action that can help, with alternatives beside it. */
export function Attention(props: Props): ReactElement {
  const { kind } = props;
  const [tone, icon] = LOOK[kind];
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The panel is drawn after the navigation, when the router has looked for it already.
    if (location.hash === `#${title.current?.id ?? ''}`) title.current?.focus();
  }, []);
  return (
    <section ref={focusTitleAfter} className={`attention ${tone}`} aria-labelledby="attention-title">
      <div className="attention-head">
        <Icon name={icon} />
        <div>
          <h2 ref={title} id="attention-title" tabIndex={-1}>
            {titleOf(props)}
          </h2>
          <Reasons {...props} />
        </div>
      </div>
      <div className="attention-body">
        <div>
          <h3>{words.whatToDo}</h3>
          <Help {...props} />
        </div>
        <div>
          {kind === 'unconfirmed' && <Known {...props} />}
          <Kept {...props} />
          <Attempts {...props} />
        </div>
      </div>
    </section>
  );
}
