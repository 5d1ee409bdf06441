import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/* A service of the framework with one route, and without servers behind it. */

@Controller()
class PageController {
  @Get()
  page(): string {
    return '<!doctype html><title>Bare service</title>';
  }
}

@Module({ controllers: [PageController] })
class BareModule {}

const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
process.once('SIGTERM', () => void app.close());
await app.listen(0, '127.0.0.1');
process.stdout.write(`${await app.getUrl()}\n`);
