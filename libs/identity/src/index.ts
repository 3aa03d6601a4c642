export { IdentityModule } from './identity.module.js';
export { RevocationService } from './revocation.service.js';
