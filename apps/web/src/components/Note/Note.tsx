import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from '../Icon/Icon.js';
import type { Tone } from '../StatusBadge/StatusBadge.js';

interface Props {
  readonly tone: Tone;
  readonly icon?: IconName;
  readonly title?: ReactNode;
  /** Announces the note when it appears: an alert at once, a status after the current speech. */
  readonly role?: 'alert' | 'status';
  readonly children?: ReactNode;
}

/** A remark beside the content that it concerns. */
export function Note({ tone, icon, title, role, children }: Props): ReactElement {
  return (
    <div className={`note ${tone}`} role={role}>
      {icon !== undefined && <Icon name={icon} />}
      <div>
        {title !== undefined && <p className="note-title">{title}</p>}
        {children}
      </div>
    </div>
  );
}
