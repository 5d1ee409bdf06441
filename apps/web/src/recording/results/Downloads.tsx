import type { Artifact } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { EarlierRunMark } from './EarlierRun.js';
import { PanelHead } from '../PanelHead.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';

const words = text.recording.results;

/** All files of an item in one ZIP. */
export interface FilesArchive {
  readonly url: string;
  /** Bytes. */
  readonly size: number;
}

function Everything({ url, size: total }: FilesArchive): ReactElement {
  const bytes = size(total);
  return (
    <a href={url} download className={buttonClass({ size: 'small' })} aria-label={text.recording.downloads.all(bytes)}>
      <Icon name="downloading" /> {text.recording.downloads.allShort} <span className="quiet">{bytes}</span>
    </a>
  );
}

interface Props {
  readonly artifacts: readonly (Pick<Artifact, 'name' | 'url' | 'size'> & Partial<Pick<Artifact, 'earlier_run'>>)[];
  /** Offered if there are several files. */
  readonly archive?: FilesArchive;
  /** The id of the heading, in a panel that it names. */
  readonly titleId?: string;
}

export function Downloads({ artifacts, archive, titleId }: Props): ReactElement {
  return (
    <div>
      <PanelHead title={words.downloads} id={titleId}>
        {archive !== undefined && artifacts.length > 1 && <Everything {...archive} />}
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
      </ul>
    </div>
  );
}
