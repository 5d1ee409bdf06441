import type { Artifact } from '@throughline/api-types';
import type { ReactElement, ReactNode } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { EarlierRunMark } from './EarlierRun.js';
import { PanelHead } from '../PanelHead.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';

const words = text.recording.results;

/** The bytes of all files. A file that two steps name is in the archive once. */
const sumSizes = (artifacts: Props['artifacts']): number =>
  [...new Map(artifacts.map((one) => [one.sha256, one.size])).values()].reduce((sum, bytes) => sum + bytes, 0);

function Everything({ href, artifacts }: { readonly href: string; readonly artifacts: Props['artifacts'] }): ReactElement {
  const bytes = size(sumSizes(artifacts));
  return (
    <a href={href} download className={buttonClass({ size: 'small' })} aria-label={text.recording.downloads.all(bytes)}>
      <Icon name="downloading" /> {text.recording.downloads.allShort} <span className="quiet">{bytes}</span>
    </a>
  );
}

interface Props {
  readonly artifacts: readonly (Pick<Artifact, 'name' | 'url' | 'size'> & Partial<Pick<Artifact, 'sha256' | 'earlier_run'>>)[];
  /** The address of all files in one archive. Offered if there are several. */
  readonly archive?: string;
  /** The id of the heading, in a panel that it names. */
  readonly titleId?: string;
  /** Further entries of the list. */
  readonly children?: ReactNode;
}

export function Downloads({ artifacts, archive, titleId, children }: Props): ReactElement {
  return (
    <div>
      <PanelHead title={words.downloads} id={titleId}>
        {archive !== undefined && artifacts.length > 1 && <Everything href={archive} artifacts={artifacts} />}
      </PanelHead>
      <ul className="downloads">
        {artifacts.map(({ name, url, size: bytes, earlier_run: isEarlier }) => (
          <li key={name}>
            <a
              href={url}
              download={name}
              className={buttonClass({ size: 'small' })}
              aria-label={words.download(name, size(bytes))}
            >
              <span dir="auto">{name}</span> <span className="quiet">{size(bytes)}</span>
            </a>{' '}
            <EarlierRunMark is={isEarlier} />
          </li>
        ))}
        {children}
      </ul>
    </div>
  );
}
