import type { ReactElement } from 'react';
import { text } from '../texts/text.js';

interface Props {
  readonly title: string;
  /** Absent if items cannot be selected. */
  readonly isSelected: boolean | undefined;
  /** False: Tab passes it, because the list has one row for Tab. */
  readonly isInTabOrder?: boolean;
}

/** The checkbox of a row. The list handles its clicks, so that a row renders only when it changes. */
export const RowSelect = ({ title, isSelected, isInTabOrder = true }: Props): ReactElement | null =>
  isSelected === undefined ? null : (
    <input
      type="checkbox"
      className="row-select"
      checked={isSelected}
      readOnly
      tabIndex={isInTabOrder ? undefined : -1}
      aria-label={text.bulk.select(title)}
    />
  );
