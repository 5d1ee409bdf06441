import type { MessageStructureObject } from 'imapflow';
import type { NameProblem } from '../../file-trees/file-names.js';
import { cleanAttachmentName } from './attachment-names.js';

export interface Attachment {
  /** The number of the part for FETCH, such as `2` or `3.1` (RFC 9051 section 6.4.5.1). */
  readonly part: string;
  /** The media type, which the sender chose. */
  readonly type: string;
  /** The transfer encoding. */
  readonly encoding: string;
  /** Bytes as they are in the message. */
  readonly encodedSize: number;
  readonly name: string;
  readonly isInlineImage: boolean;
}

export interface UnusablePart {
  readonly part: string;
  readonly problem: NameProblem;
}

export type MessagePart = Attachment | UnusablePart;

export const isUnusable = (part: MessagePart): part is UnusablePart => 'problem' in part;

/** Levels of parts. Programs nest four at most; each forwarding adds two. */
const MAX_DEPTH = 20;
/** Messages within messages. */
const MAX_FORWARDS = 5;
const MAX_PARTS = 200;

const TOO_DEEP: NameProblem = { code: 'too-deep', message: 'A part of the message is nested too deeply, so it is left out.' };
const TOO_MANY: NameProblem = { code: 'too-many-parts', message: 'The message has too many parts. The rest is left out.' };

const UNUSABLE: Readonly<Record<string, NameProblem>> = {
  'multipart/encrypted': { code: 'encrypted', message: 'The message is encrypted (OpenPGP), so its attachments cannot be read.' },
  'application/pkcs7-mime': {
    code: 'encrypted',
    message: 'The message is encrypted or enclosed in its signature (S/MIME), so its attachments cannot be read.',
  },
  'application/ms-tnef': {
    code: 'not-readable',
    message: 'The attachments are enclosed in a file of Outlook (winmail.dat). Ask for the message in HTML or plain text.',
  },
  'message/external-body': { code: 'not-readable', message: 'The attachment is not in the message: it refers to another place.' },
  'message/partial': { code: 'not-readable', message: 'The message is one part of a message that was divided.' },
};
const ALIASES: Readonly<Record<string, string>> = {
  'application/x-pkcs7-mime': 'application/pkcs7-mime',
  'application/vnd.ms-tnef': 'application/ms-tnef',
};
/** Signatures beside the signed content. They are no documents. */
const SIGNATURES = new Set(['application/pgp-signature', 'application/pkcs7-signature', 'application/x-pkcs7-signature']);

interface Position {
  /** The number of the part, or of the multipart whose children are numbered below it. Empty at the root. */
  readonly number: string;
  readonly depth: number;
  readonly forwards: number;
  /** True below `multipart/related`, whose pictures belong to the text. */
  readonly isRelated: boolean;
}

const nameOf = ({ dispositionParameters, parameters }: MessageStructureObject): string | undefined =>
  dispositionParameters?.['filename'] ?? parameters?.['name'];

/** Mail programs show the texts and the delivery reports of a message. They are no attachments. */
const isText = (node: MessageStructureObject): boolean =>
  node.disposition !== 'attachment' && nameOf(node) === undefined && /^(?:text|message)\//.test(node.type);

/**
 * Some programs call the pictures of a text attachments, but they refer to them by their Content-ID. Others call pictures that
 * somebody has attached inline.
 */
const isInlineImage = (node: MessageStructureObject, { isRelated }: Position): boolean => {
  const signs = [isRelated, node.disposition === 'inline', node.id !== undefined];
  return node.type.startsWith('image/') && signs.filter(Boolean).length >= 2;
};

function findPartProblem({ type: mediaType }: MessageStructureObject, { depth, forwards }: Position): NameProblem | undefined {
  const type = Object.hasOwn(ALIASES, mediaType) ? (ALIASES[mediaType] ?? mediaType) : mediaType;
  if (Object.hasOwn(UNUSABLE, type)) return UNUSABLE[type];
  return depth > MAX_DEPTH || forwards > MAX_FORWARDS ? TOO_DEEP : undefined;
}

class PartWalk {
  readonly parts: MessagePart[] = [];
  #count = 0;

  walk(node: MessageStructureObject, at: Position): void {
    this.#count += 1;
    const problem = this.#count > MAX_PARTS ? TOO_MANY : findPartProblem(node, at);
    if (problem === undefined) this.#enter(node, at);
    // The parts beyond the limit are reported once.
    else if (this.#count <= MAX_PARTS + 1) this.parts.push({ part: at.number || '1', problem });
  }

  #enter(node: MessageStructureObject, at: Position): void {
    if (node.type.startsWith('multipart/')) this.#walkChildren(node, at);
    else if (node.type === 'message/rfc822' || node.type === 'message/global') this.#walkMessage(node, at);
    else this.#addLeaf(node, at);
  }

  #walkChildren({ type, childNodes = [] }: MessageStructureObject, { number, depth, ...at }: Position): void {
    for (const [index, child] of childNodes.entries())
      this.walk(child, {
        ...at,
        number: number === '' ? String(index + 1) : `${number}.${String(index + 1)}`,
        depth: depth + 1,
        isRelated: type === 'multipart/related',
      });
  }

  /** A forwarded message. Its multipart has its own number; any other content is part 1 below it. */
  #walkMessage({ childNodes: [child] = [] }: MessageStructureObject, { number, depth, forwards }: Position): void {
    if (child === undefined) return;
    const outer = number || '1';
    const inner = child.type.startsWith('multipart/') ? outer : `${outer}.1`;
    this.walk(child, { number: inner, depth: depth + 1, forwards: forwards + 1, isRelated: false });
  }

  #addLeaf(node: MessageStructureObject, at: Position): void {
    if (SIGNATURES.has(node.type) || isText(node)) return;
    const part = at.number || '1';
    this.parts.push({
      part,
      type: node.type,
      encoding: (node.encoding ?? '7bit').trim().toLowerCase(),
      encodedSize: node.size ?? 0,
      name: cleanAttachmentName(nameOf(node), { type: node.type, part }),
      isInlineImage: isInlineImage(node, at),
    });
  }
}

/** Returns the attachments of a message and of the messages forwarded in it, in their order, and the parts that cannot be used. */
export function findAttachments(root: MessageStructureObject): readonly MessagePart[] {
  const walk = new PartWalk();
  walk.walk(root, { number: '', depth: 0, forwards: 0, isRelated: false });
  return walk.parts;
}
