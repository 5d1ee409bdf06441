import type { PresentNotices } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';
import type { ItemCounts } from '../list/items-search.js';
import { text } from '../texts/text.js';
import { describeNotice } from './activity-sentences.js';
import type { Visit } from './last-visit.js';
import { NewMark } from './NewMark.js';

const words = text.activity;

type Notice = PresentNotices['items'][number];

const LOOKS: Readonly<Record<Notice['kind'], readonly [IconName, string]>> = {
  failed: ['failed', 'bad'],
  attention: ['unconfirmed', 'ask'],
  quota: ['stalled', 'warn'],
};

interface Props {
  /** Without zeros. */
  readonly toDo: ItemCounts;
  readonly notices: PresentNotices;
  readonly before: Visit | undefined;
}

interface LineProps {
  readonly notice: Notice;
  readonly isUnseen: boolean;
}

function NoticeLine({ notice, isUnseen }: LineProps): ReactElement {
  const [icon, tone] = LOOKS[notice.kind];
  const own = describeNotice(notice);
  return (
    <li className={`notice-line ${tone}`}>
      <Icon name={icon} />
      {/* The title at its beginning does not decide its direction. Sentences of the server are English. */}
      <Link to={notice.path} lang={own === undefined ? 'en' : undefined} dir="ltr">
        {own ?? notice.text}
      </Link>
      {isUnseen && <NewMark />}
    </li>
  );
}

interface ToDoProps {
  readonly icon: IconName;
  readonly tone: string;
  readonly to: '/' | '/review';
  readonly search?: { readonly state: 'attention' };
  readonly says: string;
}

/** All items of a sort: a notice says more about each, but does not tell of all. */
const ToDoLine = ({ icon, tone, to, search, says }: ToDoProps): ReactElement => (
  <li className={`notice-line ${tone}`}>
    <Icon name={icon} />
    <Link to={to} search={search ?? {}}>
      {says}
    </Link>
  </li>
);

/** Lists the counts of what a person has to do, and the notices. Each goes when its cause does. */
export function NoticeList({ toDo: { attention = 0, unsure = 0 }, notices: { items, more }, before }: Props): ReactElement {
  const seen = new Set(before?.notices);
  if (items.length + attention + unsure === 0 && !more) return <p className="quiet">{words.noNotices}</p>;
  return (
    <>
      <ul className="notice-lines">
        {attention > 0 && (
          <ToDoLine icon="flag" tone="bad" to="/" search={{ state: 'attention' }} says={text.nav.needAttention(attention)} />
        )}
        {unsure > 0 && <ToDoLine icon="review" tone="ask" to="/review" says={text.nav.toReview(unsure)} />}
        {items.map((notice) => (
          <NoticeLine key={notice.key} notice={notice} isUnseen={before !== undefined && !seen.has(notice.key)} />
        ))}
      </ul>
      {more && (
        <p className="quiet">
          <Link to="/" search={{ state: 'attention' }}>
            {words.moreNotices}
          </Link>
        </p>
      )}
    </>
  );
}
