import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '#libs/database';
import { BusKey } from './bus-key.entity.js';
import { BusKeys } from './bus-keys.js';
import { BusMetrics } from './bus-metrics.js';
import { BusStart } from './bus-start.js';
import { Bus } from './bus.js';

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([BusKey])],
  providers: [Bus, BusKeys, BusMetrics, BusStart],
  exports: [Bus, BusMetrics],
})
export class BusModule {}
