import type { ReactElement } from 'react';
import { Icon, type IconName } from '../Icon/Icon.js';

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm' | 'ask';

export interface BadgeContent {
  readonly words: string;
  readonly tone: Tone;
  readonly icon: IconName;
}

interface Props extends BadgeContent {
  readonly title?: string | undefined;
}

/** A status with colour, icon and words, because colour or icon alone is not accessible. */
export function StatusBadge({ words, tone, icon, title }: Props): ReactElement {
  return (
    <span className={`badge ${tone}`} title={title}>
      <Icon name={icon} />
      <span>{words}</span>
    </span>
  );
}
