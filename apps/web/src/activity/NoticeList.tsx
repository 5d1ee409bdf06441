import type { PresentNotices } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { Icon, type IconName } from '../components/Icon/Icon.js';
import { Link } from '../components/Link.js';
import { text } from '../texts/text.js';
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
  readonly notices: PresentNotices;
  readonly before: Visit | undefined;
}

interface LineProps {
  readonly notice: Notice;
  readonly isUnseen: boolean;
}

function NoticeLine({ notice: { kind, text: says, path }, isUnseen }: LineProps): ReactElement {
  const [icon, tone] = LOOKS[kind];
  return (
    <li className={`notice-line ${tone}`}>
      <Icon name={icon} />
      <Link to={path} dir="auto">
        {says}
      </Link>
      {isUnseen && <NewMark />}
    </li>
  );
}

/** Lists the notices in the words of the mails. Each goes when its cause does. */
export function NoticeList({ notices: { items, more }, before }: Props): ReactElement {
  const seen = new Set(before?.notices);
  if (items.length === 0) return <p className="quiet">{words.noNotices}</p>;
  return (
    <>
      <ul className="notice-lines">
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
