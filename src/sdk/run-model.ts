import { withMetadata } from '../answer/result-metadata.ts';
import type { CloudflareExplanation } from '../chat/explanation.ts';
import type { RunRoute } from '../kinds/run-call.ts';
import type { RunOptions } from '../kinds/run-kind.ts';
import { explainRun, runModel } from '../kinds/run-model.ts';
import type { CallWarning } from '../wire/profile.ts';
import { providerId } from './model-routes.ts';

/** What the models of a specification differ in. */
interface RunSpecification {
  readonly version: string;
  readonly adapter: { readonly warning: (warning: CallWarning) => unknown };
}

/** A model behind Cloudflare that embeds texts, makes or reads media, or ranks documents. */
export class CloudflareRunModel {
  readonly specificationVersion: string;
  readonly modelId: string;
  readonly provider: string;
  /** Of images: each request makes one. */
  readonly maxImagesPerCall = 1;
  readonly maxEmbeddingsPerCall: number;
  readonly supportsParallelCalls = true;
  // Closures: printing a model shows neither settings nor secrets.
  readonly route: () => RunRoute;
  private readonly run: (options: RunOptions) => Promise<object>;

  constructor({ version, adapter }: RunSpecification, route: RunRoute) {
    this.specificationVersion = version;
    this.modelId = route.reference.id;
    this.provider = providerId(route.provider, route.wire);
    this.maxEmbeddingsPerCall = route.most;
    this.route = () => route;
    this.run = async options => {
      const { warnings: all, ...result } = await runModel(route, options);
      const warnings = all.map(adapter.warning);
      if (version !== 'v2' || route.wire !== 'embeddings') return { ...result, warnings };
      // Embeddings of V2 have no warnings: there they are texts in the metadata.
      const texts = warnings.map(warning => String(Object(warning).message));
      const metadata = { ...(texts.length > 0 && { warnings: texts }) };
      return { ...result, providerMetadata: withMetadata(result.providerMetadata, metadata) };
    };
  }

  doGenerate(options: RunOptions): Promise<object> {
    return this.run(options);
  }

  doRerank(options: RunOptions): Promise<object> {
    return this.run(options);
  }

  doEmbed(options: RunOptions): Promise<object> {
    return this.run(options);
  }

  async explain(options: RunOptions): Promise<CloudflareExplanation> {
    return explainRun(this.route(), options);
  }
}
