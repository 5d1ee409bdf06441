import type { PictureReply, PictureRequest } from '@throughline/contracts';
import type { Token } from '../../kit/provide.js';

/** Asks the processing service for pictures of videos. */
export interface PictureService {
  /** Throws `no-processing-service` if nobody answers. */
  make(request: Omit<PictureRequest, 'v'>): Promise<PictureReply['outcome']>;
}

export const PICTURE_SERVICE: Token<PictureService> = Symbol('PictureService');
