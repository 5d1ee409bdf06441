import type { Artifact } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';

const words = text.recording.results;

export function Downloads({
  artifacts,
}: {
  readonly artifacts: readonly Pick<Artifact, 'name' | 'url' | 'size'>[];
}): ReactElement {
  return (
    <div>
      <h3>{words.downloads}</h3>
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
      </ul>
    </div>
  );
}
