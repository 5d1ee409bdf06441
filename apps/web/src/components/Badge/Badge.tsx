import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from '../Icon/Icon.js';

export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm';

interface Props {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly spin?: boolean;
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A state with colour, icon and words, because colour or icon alone is not accessible. */
export function Badge({ tone, icon, spin = false, title, children }: Props): ReactElement {
  return (
    <span className={`badge ${tone}`} title={title}>
      <Icon name={icon} spin={spin} />
      <span>{children}</span>
    </span>
  );
}
