import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeySet, LoginMetrics, Revocations, type TokenVerifier } from '#libs/auth';
import { BusModule } from '#libs/bus';
import { DatabaseModule } from '#libs/database';
import { RevocationReader } from './revocation-reader.js';
import { RevocationRepository } from './revocation.repository.js';
import { RevocationService } from './revocation.service.js';
import { TokenRevocation } from './token-revocation.entity.js';

/** Revokes tokens; where there is a verifier, it also brings it what is revoked, and the keys of the issuer. */
@Module({
  imports: [BusModule, DatabaseModule, TypeOrmModule.forFeature([TokenRevocation])],
  providers: [RevocationRepository, RevocationService],
  exports: [RevocationService],
})
export class IdentityModule {
  static forRoot({ revocations, metrics, keys }: TokenVerifier): DynamicModule {
    return {
      module: IdentityModule,
      providers: [
        { provide: Revocations, useValue: revocations },
        { provide: LoginMetrics, useValue: metrics },
        RevocationReader,
        ...(keys === undefined ? [] : [{ provide: KeySet, useValue: keys }]),
      ],
      exports: [LoginMetrics],
    };
  }
}
