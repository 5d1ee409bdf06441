import type { Item } from '@throughline/api-client';
import type { ReactElement, ReactNode } from 'react';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { lazyView } from '../components/lazy-view.js';
import { Note } from '../components/Note/Note.js';
import { Ago, AtSecond } from '../controls/Times.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
import { mayNeedAttention } from './attention/neighbours.js';
import { focusTitleAfter, TITLE_ID } from './item-title.js';
import { Owner } from './Owner.js';
import type { PastItem } from './recording-api.js';

const words = text.recording;

/** Fetched for the items that need a person. */
const AttentionWay = lazyView(async () => (await import('./attention/AttentionWay.js')).AttentionWay, null);

interface SummaryProps {
  readonly id: string;
  readonly item: Pick<Item, 'created_at'> & Partial<Pick<Item, 'template' | 'state' | 'state_reason'>>;
  readonly badge: ReactNode;
  /** Opens the explanation of the status. Absent for an item of earlier. */
  readonly onWhy: (() => void) | undefined;
  /** The facts that only this kind of item has. */
  readonly children?: ReactNode;
}

/** The status with its explanation, and the facts that people look for first. */
export function ItemSummary({ id, item, badge, onWhy, children }: SummaryProps): ReactElement {
  const { created_at: registered, template, state, state_reason: reason } = item;
  return (
    <div className="recording-sub">
      {badge}
      {/* Other states have a panel with their reason. */}
      {state === 'ready' && reason != null && (
        <span className="summary-fact" dir="auto">
          {reason}
        </span>
      )}
      {onWhy !== undefined && (
        <button type="button" className="why-link" onClick={onWhy}>
          {words.why.title}
        </button>
      )}
      {children}
      <Owner id={id} />
      {template?.name != null && (
        <span className="summary-fact" dir="auto">
          <Link to="/automations/templates">{text.runs.ofTemplate(template.name)}</Link>
        </span>
      )}
      <span className="summary-fact">
        {words.facts.added} <Ago at={registered} />
      </span>
    </div>
  );
}

interface PastProps {
  readonly past: PastItem<Item>;
  readonly onNow: (() => void) | undefined;
}

/** Says that the page shows an item of earlier, which has no actions. */
const PastNote = ({ past, onNow }: PastProps): ReactElement => (
  <Note
    tone="warn"
    role="status"
    title={
      <>
        {words.past.asItWas} <AtSecond at={past.as_of.time} />
      </>
    }
  >
    <p>{words.past.noActions}</p>
    {past.imported_at !== null && <p>{words.past.imported}</p>}
    {onNow !== undefined && (
      <p>
        <Button ref={focusTitleAfter} size="small" onClick={onNow}>
          {words.past.back}
        </Button>
      </p>
    )}
  </Note>
);

interface HeadProps {
  /** The item of now. If it needs a person, the head leads to others that do. */
  readonly attentionOf?: { readonly id: string; readonly state: string };
  /** Leads on to other items. Beside the way back. */
  readonly way?: ReactNode;
  readonly back: { readonly to: '/recordings' | '/documents' | '/sessions'; readonly name: string };
  readonly title: string;
  /** Leads to the field of the title. Absent if the user may not change it. */
  readonly onEditTitle?: (() => void) | undefined;
  readonly summary: ReactNode;
  /** The item of earlier that the page shows, if it does not show the present one. */
  readonly past?: PastItem<Item> | undefined;
  /** Leads back to the present one. */
  readonly onNow?: () => void;
  readonly actions: ReactNode;
  /** The progress, if no other part of the page shows it. */
  readonly children?: ReactNode;
}

/** The way back, title, status and actions of an item. */
export function ItemHead({
  attentionOf,
  way,
  back,
  title,
  onEditTitle,
  summary,
  past,
  onNow,
  actions,
  children,
}: HeadProps): ReactElement {
  return (
    <header className="recording-head">
      <div className="recording-way">
        <Link to={back.to} className="back">
          <span aria-hidden="true">←</span> {back.name}
        </Link>
        {way}
        {attentionOf !== undefined && past === undefined && mayNeedAttention(attentionOf) && <AttentionWay id={attentionOf.id} />}
      </div>
      <div className="recording-bar">
        <div>
          <div className="recording-title">
            <h1 id={TITLE_ID} tabIndex={-1} dir="auto">
              {title}
            </h1>
            {onEditTitle !== undefined && past === undefined && (
              <Button look="quiet" size="icon" onClick={onEditTitle}>
                <Icon name="edit" />
                <span className="unseen">{words.facts.editTitle}</span>
              </Button>
            )}
          </div>
          {summary}
        </div>
        {actions}
      </div>
      {past !== undefined && <PastNote past={past} onNow={onNow} />}
      {children}
    </header>
  );
}
