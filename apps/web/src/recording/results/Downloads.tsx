import type { Artifact } from '@throughline/api-types';
import type { ReactElement, ReactNode } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { PanelHead } from '../PanelHead.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';

const words = text.recording.results;

interface Props {
  readonly artifacts: readonly Pick<Artifact, 'name' | 'url' | 'size'>[];
  /** The id of the heading, in a panel that it names. */
  readonly titleId?: string;
  /** Further entries of the list. */
  readonly children?: ReactNode;
}

export function Downloads({ artifacts, titleId, children }: Props): ReactElement {
  return (
    <div>
      <PanelHead title={words.downloads} id={titleId} />
      <ul className="downloads">
        {artifacts.map(({ name, url, size: bytes }) => (
          <li key={name}>
            <a
              href={url}
              download={name}
              className={buttonClass({ size: 'small' })}
              aria-label={words.download(name, size(bytes))}
            >
              <span dir="auto">{name}</span> <span className="quiet">{size(bytes)}</span>
            </a>
          </li>
        ))}
        {children}
      </ul>
    </div>
  );
}
