import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { References } from './references.js';

/** The references of all rooms to rows of others. */
@Module({ imports: [DiscoveryModule], providers: [References], exports: [References] })
export class ReferencesModule {}
