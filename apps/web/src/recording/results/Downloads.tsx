import type { Artifact } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { buttonClass } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { EarlierRunMark } from './EarlierRun.js';
import { PanelHead } from '../PanelHead.js';
import { fileText } from '../../texts/file-text.js';
import { text } from '../../texts/text.js';
import { size } from '../../texts/times.js';
import { describeFile } from './file-name.js';

/** All files of an item in one ZIP. */
export interface FilesArchive {
  readonly url: string;
  /** Bytes. */
  readonly size: number;
}

function Everything({ url, size: total }: FilesArchive): ReactElement {
  return (
    <a href={url} download className={buttonClass({ size: 'small' })}>
      <Icon name="downloading" /> {text.recording.downloads.all} <span className="quiet">{size(total)}</span>
    </a>
  );
}

type OfferedFile = Pick<Artifact, 'role' | 'name' | 'url' | 'size' | 'media_type'> & Partial<Pick<Artifact, 'earlier_run'>>;

function FileRow({ file }: { readonly file: OfferedFile }): ReactElement {
  const { name, url, size: bytes, earlier_run: isEarlier } = file;
  const { what, format, icon } = describeFile(file);
  return (
    <li>
      <a href={url} download={name} title={name} className="download">
        <Icon name={icon} />
        <span>
          <span className="unseen">{fileText.download} </span>
          <bdi>{what}</bdi> {format !== '' && <span className="quiet">{format}</span>}
        </span>{' '}
        <span className="quiet">{size(bytes)}</span>
      </a>
      <EarlierRunMark is={isEarlier} />
    </li>
  );
}

/** Both are made of each transcript, unless the fonts of the PDF lack some of its letters. */
const lacksPdf = (artifacts: readonly OfferedFile[]): boolean => {
  const roles = new Set(artifacts.map(({ role }) => role));
  return roles.has('transcript_docx') && !roles.has('transcript_pdf');
};

interface Props {
  readonly artifacts: readonly OfferedFile[];
  /** Offered if there are several files. */
  readonly archive?: FilesArchive;
  /** The id of the heading, in a panel that it names. */
  readonly titleId?: string;
}

export function Downloads({ artifacts, archive, titleId }: Props): ReactElement {
  return (
    <div>
      <PanelHead title={text.recording.results.downloads} id={titleId}>
        {archive !== undefined && artifacts.length > 1 && <Everything {...archive} />}
      </PanelHead>
      <ul className="downloads">
        {artifacts.map((file) => (
          <FileRow key={file.name} file={file} />
        ))}
      </ul>
      {lacksPdf(artifacts) && <p className="quiet">{text.recording.downloads.noPdf}</p>}
    </div>
  );
}
