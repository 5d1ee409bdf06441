import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { buttonClass } from '../components/Button/Button.js';
import { Menu } from '../components/Menu/Menu.js';
import { ProblemNote } from '../components/ProblemNote/ProblemNote.js';
import { text } from '../texts/text.js';
import { downloadSelection, findDownloadRefusal, type DownloadedItems, type DownloadedPart } from './download-selection.js';

const words = text.bulk.download;
const PARTS: readonly DownloadedPart[] = ['all', 'texts'];

/** Saves the files of the selected items. */
export function DownloadMenu(selected: DownloadedItems): ReactElement {
  const { mutate, isPending, error } = useMutation({
    mutationFn: (part: DownloadedPart) => downloadSelection(selected, part),
  });
  const refusal = findDownloadRefusal(selected);
  return (
    <>
      <Menu
        label={words.title}
        className={buttonClass({ size: 'small' })}
        items={PARTS.map((part) => ({
          key: part,
          label: words.parts[part],
          ...(refusal === undefined ? {} : { refusal }),
          onChoose: () => {
            mutate(part);
          },
        }))}
      >
        {words.button}
      </Menu>
      <span role="status" className="quiet">
        {isPending && words.pending}
      </span>
      {error !== null && <ProblemNote error={error} />}
    </>
  );
}
