/** Generated from docs/openapi.json by `make docs`; do not edit. */
export interface paths {
    readonly "/api/v1/genomes": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Genomes of a user, newest first, without their content */
        readonly get: operations["genomes_list"];
        readonly put?: never;
        /** Store a genome, as plain text or in JSON; the same content of the same user is one genome */
        readonly post: operations["genomes_upload"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/genomes/{genomeId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What is known of a genome, without its content */
        readonly get: operations["genomes_facts"];
        readonly put?: never;
        readonly post?: never;
        /** Delete a genome; 409 while live submissions use it */
        readonly delete: operations["genomes_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/genomes/{genomeId}/content": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The genome itself */
        readonly get: operations["genomes_content"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Submissions, newest first */
        readonly get: operations["submissions_list"];
        readonly put?: never;
        /** Submit a genome and an image; 202 = accepted, and not lost from now on */
        readonly post: operations["submissions_create"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One submission, with counters by state and by assay */
        readonly get: operations["submissions_read"];
        readonly put?: never;
        readonly post?: never;
        /** Delete a submission that has ended, with everything that was found */
        readonly delete: operations["submissions_delete"];
        readonly options?: never;
        readonly head?: never;
        /** New limits for a live submission, or hold it */
        readonly patch: operations["submissions_update"];
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/cancel": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Stop a submission; what has been measured stays */
        readonly post: operations["submissions_cancel"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/retry": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Run the failed competitions of a failed submission again */
        readonly post: operations["submissions_retry"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/events": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The state now, then every event until the submission has ended (server-sent events) */
        readonly get: operations["submissions_events"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/competitions.csv": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** All competitions as one flat table */
        readonly get: operations["submissions_csv"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Output of a competition's container, while it runs and afterwards */
        readonly get: operations["submissions_log"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/assays": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Assays of a submission */
        readonly get: operations["submissions_assays"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/competitions": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Competitions with their results, by assay and ordinal, as the records know them */
        readonly get: operations["submissions_competitions"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One competition, and why it is not running (yet) */
        readonly get: operations["submissions_competition"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/results": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** What the assays concluded */
        readonly get: operations["submissions_results"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/summary": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The five answers of a submission, as far as they are known */
        readonly get: operations["submissions_summary"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/plots": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Every figure, whether it is there yet, and where */
        readonly get: operations["submissions_plots"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/plots/{file}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One figure, as NAME.svg, NAME.png or NAME.vl.json (Vega-Lite) */
        readonly get: operations["submissions_plot"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/submissions/{submissionId}/report": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything that was found, as one HTML file that needs nothing else */
        readonly get: operations["submissions_report"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/executors": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Executors that the scheduler knows */
        readonly get: operations["executors_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/users/{userEmail}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        readonly post?: never;
        /** Delete everything of a user: submissions, results, genomes */
        readonly delete: operations["users_delete"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/caller": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Whose token is shown, and what it allows */
        readonly get: operations["caller_read"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/dead-letters": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Messages that were given up, oldest first, without their text */
        readonly get: operations["deadLetters_list"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/dead-letters/{sequence}": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** One of them, with its text */
        readonly get: operations["deadLetters_read"];
        readonly put?: never;
        readonly post?: never;
        /** Throw one away */
        readonly delete: operations["deadLetters_discard"];
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/api/v1/dead-letters/{sequence}/replay": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly get?: never;
        readonly put?: never;
        /** Send a command again, once what was wrong is mended; the letter goes */
        readonly post: operations["deadLetters_replay"];
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly GenomeUpload: {
            /**
             * @description UTF-8 text, at most 15,000,000 bytes
             * @example 0 1 2
             */
            readonly genomeContent: string;
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /**
             * @description delete the content when the submissions that use it have ended
             * @default false
             */
            readonly isEphemeral?: boolean;
        };
        readonly FieldProblem: {
            /**
             * @description where it stands
             * @example assayTypes
             */
            readonly field: string;
            /**
             * @description what is wrong with it
             * @example unknown assay type "nuldist"; did you mean "nulldist"?
             */
            readonly message: string;
        };
        readonly Problem: {
            /**
             * @description names the kind of problem
             * @example urn:knockem:problem:invalid
             */
            readonly type: string;
            /**
             * @description the kind in words
             * @example The request is not valid
             */
            readonly title: string;
            /**
             * @description the HTTP status
             * @example 400
             */
            readonly status: number;
            /** @description what happened here, and where */
            readonly detail: string;
            /**
             * @description the path of the request
             * @example /api/v1/submissions
             */
            readonly instance: string;
            /**
             * @description the kind as a word for machines; it never changes its meaning
             * @example invalid
             */
            readonly code: string;
            /** @description every field that is wrong */
            readonly problems?: readonly components["schemas"]["FieldProblem"][];
            /** @description what to do */
            readonly hint?: string;
        };
        readonly GenomeStored: {
            /**
             * Format: uuid
             * @description follows from user and content
             */
            readonly genomeId: string;
            /** @description SHA-256 of the content */
            readonly digest: string;
            /** @description bytes */
            readonly size: number;
            readonly isEphemeral: boolean;
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
        };
        /** @enum {string} */
        readonly Runmode: "production" | "testing";
        readonly Genome: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /**
             * Format: uuid
             * @description follows from user and content
             */
            readonly genomeId: string;
            /** @description its content goes when the submissions that use it have ended */
            readonly isEphemeral: boolean;
            /** @description absent until an inspection has counted */
            readonly numSites?: number;
            /** @description SHA-256 of the content */
            readonly digest: string;
            /** @description bytes */
            readonly size: number;
        };
        readonly GenomePage: {
            readonly items: readonly components["schemas"]["Genome"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            readonly nextCursor?: string;
        };
        readonly GenomeView: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /**
             * Format: uuid
             * @description follows from user and content
             */
            readonly genomeId: string;
            /** @description its content goes when the submissions that use it have ended */
            readonly isEphemeral: boolean;
            /** @description absent until an inspection has counted */
            readonly numSites?: number;
            /** @description SHA-256 of the content */
            readonly digest: string;
            /** @description bytes */
            readonly size: number;
            /**
             * @description who said so
             * @enum {string}
             */
            readonly source: "journal" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly asOf: string;
        };
        readonly GenomeDeleted: {
            /** Format: uuid */
            readonly genomeId: string;
            /** @description place in the journal */
            readonly streamSequence: number;
        };
        readonly NulldistParameters: {
            /**
             * @description wild type against wild type competitions; at least (1 − alpha)/(2·alpha) are needed (competitions)
             * @default 100
             */
            readonly replicates?: number;
            /**
             * @description one-sided false-positive rate of the thresholds (probability)
             * @default 0.01
             */
            readonly alpha?: number;
        };
        readonly ScreenCriticalParameters: {
            /**
             * @description competitions per site; their mean score is held against the threshold (competitions)
             * @default 1
             */
            readonly replicates?: number;
        };
        readonly DoseCalibrationParameters: {
            /**
             * @description doses of the smear, one competition each, geometric from 1 to the number of eligible sites (doses)
             * @default 100
             */
            readonly numDoses?: number;
            /**
             * @description doses chosen for titration, spread evenly over the band; at most as many as there are sites (doses)
             * @default 5
             */
            readonly numTitrationDoses?: number;
        };
        readonly DoseTitrationParameters: {
            /**
             * @description competitions per dose, each with a fresh random set of sites (competitions)
             * @default 100
             */
            readonly replicates?: number;
            /**
             * @description simulated repetitions behind each interval (simulations)
             * @default 400
             */
            readonly numBootstraps?: number;
        };
        readonly SkeletonizationParameters: {
            /**
             * @description skeletons, each along a random order of its own; an interval needs at least two (skeletons)
             * @default 5
             */
            readonly numSkeletons?: number;
            /**
             * @description tests of one skeleton that run at once, the likeliest next ones ahead of time; more is faster on idle slots, and wastes what is withdrawn (competitions)
             * @default 1
             */
            readonly speculation?: number;
            /**
             * @description competitions per retained site of each skeleton, of which the mean score is its severity; without noise one is made (competitions)
             * @default 4
             */
            readonly jackknifeReplicates?: number;
        };
        readonly ImageCheckParameters: {
            /**
             * @description wild type against wild type competitions, each with a seed of its own (competitions)
             * @default 12
             */
            readonly replicates?: number;
        };
        readonly AssayParameters: {
            /** @description Numbers of the assay nulldist */
            readonly nulldist?: components["schemas"]["NulldistParameters"];
            /** @description Numbers of the assay screenCritical */
            readonly screenCritical?: components["schemas"]["ScreenCriticalParameters"];
            /** @description Numbers of the assay doseCalibration */
            readonly doseCalibration?: components["schemas"]["DoseCalibrationParameters"];
            /** @description Numbers of the assay doseTitration */
            readonly doseTitration?: components["schemas"]["DoseTitrationParameters"];
            /** @description Numbers of the assay skeletonization */
            readonly skeletonization?: components["schemas"]["SkeletonizationParameters"];
            /** @description Numbers of the assay imageCheck */
            readonly imageCheck?: components["schemas"]["ImageCheckParameters"];
        };
        readonly Resources: {
            /**
             * @description CPUs, whole or fractional
             * @default 1
             */
            readonly cpus: number;
            /**
             * @description mebibytes
             * @default 256
             */
            readonly memoryMb: number;
        };
        readonly SubmissionRequest: {
            /**
             * Format: uuid
             * @description Your own id; absent = from the Idempotency-Key, or random
             */
            readonly submissionId?: string;
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /**
             * @description An image that keeps the container contract
             * @example registry.example/lab/model:1.0
             */
            readonly containerImage: string;
            /**
             * @description Environment of the containers, together at most 64 kB; KNOCKEM_*, LD_*, PATH and the like are reserved
             * @example {
             *       "MODEL_STEPS": "1000"
             *     }
             */
            readonly containerEnv?: {
                readonly [key: string]: string;
            };
            /**
             * Format: uuid
             * @description The genome by id; or give genomeContent
             */
            readonly genomeIdAlpha?: string;
            /**
             * @description The genome as text, at most 256000 bytes; or give genomeIdAlpha
             * @example 0 1 2
             */
            readonly genomeContent?: string;
            /**
             * @example [
             *       "screenCritical"
             *     ]
             */
            readonly assayTypes: readonly ("nulldist" | "screenCritical" | "doseCalibration" | "doseTitration" | "skeletonization" | "imageCheck")[];
            /**
             * @description Numbers of the assays, by assay type; what is left out has its default
             * @example {
             *       "nulldist": {
             *         "replicates": 100
             *       }
             *     }
             */
            readonly assayParameters?: components["schemas"]["AssayParameters"];
            /**
             * @description A container that runs longer is stopped, and its competition has failed
             * @default 600
             */
            readonly competitionTimeoutSeconds?: number;
            /**
             * @description Containers of this submission at a time
             * @default 100
             */
            readonly maxCompetitionsActive?: number;
            /**
             * @description More failed competitions than this stop the submission
             * @default 10
             */
            readonly maxCompetitionsFail?: number;
            /**
             * @description Attempts of one competition when the system (not the container) fails
             * @default 5
             */
            readonly maxCompetitionAttempts?: number;
            /**
             * @default normal
             * @enum {string}
             */
            readonly priority?: "low" | "normal" | "high";
            /** @description What one container may use */
            readonly resources?: components["schemas"]["Resources"];
            /**
             * @description Only executors with this label run it
             * @example gpu
             */
            readonly pool?: string;
            /**
             * @description The number of the first site for the image
             * @default 0
             * @enum {integer}
             */
            readonly siteBase?: 0 | 1;
            /** @description All random numbers follow from it; absent = from the id */
            readonly seed?: number;
            /**
             * @description Keep the output of all runs, not only of failed ones
             * @default false
             */
            readonly keepLogs?: boolean;
            /** @description Must be the stack's own */
            readonly knockemRunmode?: components["schemas"]["Runmode"];
            /**
             * @description The same as the header Idempotency-Key
             * @example study-1
             */
            readonly idempotencyKey?: string;
        };
        readonly CommandAccepted: {
            /** Format: uuid */
            readonly submissionId: string;
            /** @description place in the journal; 0 = accepted so long ago that the journal has let it go */
            readonly streamSequence: number;
            /** @description true = the same had been accepted before */
            readonly repeated: boolean;
        };
        /** @enum {string} */
        readonly SubmissionState: "pending" | "active" | "stopping" | "completed" | "failed" | "cancelled";
        /** @description Competitions by state */
        readonly Counters: {
            readonly pending: number;
            readonly active: number;
            readonly completed: number;
            readonly failed: number;
            readonly cancelled: number;
        };
        /** @description What one container may use */
        readonly GrantedResources: {
            /** @description CPUs, whole or fractional */
            readonly cpus: number;
            /** @description mebibytes */
            readonly memoryMb: number;
        };
        readonly Submission: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /** Format: uuid */
            readonly id: string;
            /** @description its assays; empty until the first plan */
            readonly assayIds: readonly string[];
            /**
             * @description what was asked for
             * @example [
             *       "screenCritical"
             *     ]
             */
            readonly assayTypes: readonly string[];
            /** @description seconds after which a container is stopped */
            readonly competitionTimeoutSeconds: number;
            /** @description environment of the containers */
            readonly containerEnv: {
                readonly [key: string]: string;
            };
            readonly containerImage: string;
            /**
             * Format: uuid
             * @description the genome
             */
            readonly genomeIdAlpha: string;
            /** @description containers at a time */
            readonly maxCompetitionsActive: number;
            /** @description more failed competitions than this stop it */
            readonly maxCompetitionsFail: number;
            readonly status: components["schemas"]["SubmissionState"];
            /** @description true = paused: nothing new starts */
            readonly held: boolean;
            /** @description why it has failed, or who cancelled it and why */
            readonly reason?: string;
            readonly counters: components["schemas"]["Counters"];
            /** @description only executors with this label run it */
            readonly pool?: string;
            /** @example normal */
            readonly priority: string;
            /** @description numbers of the whole submission, once it has concluded */
            readonly summary?: {
                readonly [key: string]: unknown;
            };
            /** @description the image that the name meant when it was inspected */
            readonly imageDigest?: string;
            /** @description sites of the genome; absent until the inspection has counted */
            readonly numSites?: number;
            /** @description as they were asked for, by assay type */
            readonly assayParameters: {
                readonly [key: string]: {
                    readonly [key: string]: unknown;
                };
            };
            /**
             * @description the number of the first site for the image
             * @enum {integer}
             */
            readonly siteBase: 0 | 1;
            /** @description all random numbers follow from it */
            readonly seed: number;
            /** @description attempts of one competition when the system (not the container) fails */
            readonly maxCompetitionAttempts: number;
            readonly resources: components["schemas"]["GrantedResources"];
            /**
             * Format: date-time
             * @description when it ended
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly concludedAt?: string;
        };
        readonly SubmissionPage: {
            readonly items: readonly components["schemas"]["Submission"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            readonly nextCursor?: string;
            /**
             * @description records alone = the scheduler is away: the list may lag
             * @enum {string}
             */
            readonly source: "scheduler+records" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly asOf: string;
        };
        /** @enum {string} */
        readonly AssayState: "blocked" | "active" | "completed" | "failed" | "cancelled";
        readonly AssayView: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /** Format: uuid */
            readonly id: string;
            /** @example nulldist */
            readonly assayType: string;
            /** @description absent above 10,000: ask for the competitions of the assay */
            readonly competitionIDs?: readonly string[];
            readonly containerEnv: {
                readonly [key: string]: string;
            };
            readonly containerImage: string;
            /** Format: uuid */
            readonly submissionId: string;
            readonly status: components["schemas"]["AssayState"];
            /** @description why it has failed */
            readonly reason?: string;
            /** @description assays that must be completed first */
            readonly dependsOnAssayIds: readonly string[];
            /** @description competitions planned so far */
            readonly numCompetitions: number;
            /** @description rounds planned so far */
            readonly rounds: number;
            readonly counters?: components["schemas"]["Counters"];
            /** @description the present round */
            readonly round?: number;
        };
        readonly AssayProgress: {
            /** Format: uuid */
            readonly assayId: string;
            /** @example nulldist */
            readonly assayType: string;
            readonly status: components["schemas"]["AssayState"];
            readonly round: number;
            readonly counters: components["schemas"]["Counters"];
        };
        readonly SubmissionView: {
            readonly submission: components["schemas"]["Submission"];
            readonly assays: readonly components["schemas"]["AssayView"][];
            /** @description by assay; empty where only the record is known */
            readonly progress: readonly components["schemas"]["AssayProgress"][];
            /**
             * @description who said so: scheduler (live), records (finished, or the scheduler is away), journal (accepted, not read yet)
             * @enum {string}
             */
            readonly source: "scheduler" | "records" | "journal";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly asOf: string;
        };
        readonly SubmissionUpdate: {
            /**
             * @description who asks, for the record
             * @example ada@example.org
             */
            readonly by?: string;
            /** @description true pauses: nothing new starts; false goes on */
            readonly held?: boolean;
            readonly maxCompetitionsActive?: number;
            readonly maxCompetitionsFail?: number;
            /** @description for runs granted from now on */
            readonly competitionTimeoutSeconds?: number;
            /** @enum {string} */
            readonly priority?: "low" | "normal" | "high";
            /** @description refused unless the submission has this version */
            readonly ifVersion?: number;
        };
        readonly SubmissionCancel: {
            /**
             * @description who asks, for the record
             * @example ada@example.org
             */
            readonly by?: string;
            /** @description why, for the record */
            readonly reason?: string;
        };
        readonly By: {
            /**
             * @description who asks, for the record
             * @example ada@example.org
             */
            readonly by?: string;
        };
        /** @description event `submission`: it changed its state or its limits */
        readonly SubmissionEvent: {
            /**
             * @description the name of the event
             * @enum {string}
             */
            readonly kind: "submission";
            /** Format: uuid */
            readonly submissionId: string;
            readonly status: components["schemas"]["SubmissionState"];
            /** @description true = paused */
            readonly held: boolean;
            readonly reason?: string;
            readonly counters: components["schemas"]["Counters"];
            readonly version: number;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly at: string;
        };
        /** @description event `assay`: an assay changed its state or got a new round */
        readonly AssayEvent: {
            /**
             * @description the name of the event
             * @enum {string}
             */
            readonly kind: "assay";
            /** Format: uuid */
            readonly submissionId: string;
            /** Format: uuid */
            readonly assayId: string;
            /** @example nulldist */
            readonly assayType: string;
            readonly status: components["schemas"]["AssayState"];
            readonly round: number;
            readonly reason?: string;
            readonly counters: components["schemas"]["Counters"];
            readonly version: number;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly at: string;
        };
        /** @description event `progress`: at most two a second; has no id */
        readonly ProgressEvent: {
            /**
             * @description the name of the event
             * @enum {string}
             */
            readonly kind: "progress";
            /** Format: uuid */
            readonly submissionId: string;
            readonly status: components["schemas"]["SubmissionState"];
            /** @description true = paused */
            readonly held: boolean;
            readonly counters: components["schemas"]["Counters"];
            readonly assays: readonly components["schemas"]["AssayProgress"][];
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly at: string;
        };
        /** @description event `end`: it has ended; the stream closes */
        readonly EndEvent: {
            readonly status: components["schemas"]["SubmissionState"];
        };
        readonly AssayList: {
            readonly items: readonly components["schemas"]["AssayView"][];
            /**
             * @description who said so: scheduler (live), records (finished, or the scheduler is away), journal (accepted, not read yet)
             * @enum {string}
             */
            readonly source: "scheduler" | "records" | "journal";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly asOf: string;
        };
        /** @enum {string} */
        readonly CompetitionState: "pending" | "active" | "completed" | "failed" | "cancelled";
        readonly Measurement: {
            /** @description updates that the competition ran */
            readonly updatesElapsed: number;
            /** @description organisms of the wild type at the end */
            readonly numAlpha: number;
            /** @description organisms with the knockouts at the end */
            readonly numBeta: number;
        };
        readonly CompetitionRow: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly assayId: string;
            /**
             * @description sites that are knocked out, counted from 0
             * @example [
             *       3,
             *       14
             *     ]
             */
            readonly knockoutSites: readonly number[];
            /** Format: uuid */
            readonly submissionId: string;
            /** @description its place in the assay, from 0 on */
            readonly ordinal: number;
            readonly status: components["schemas"]["CompetitionState"];
            /** @description why it has failed */
            readonly reason?: string;
            /**
             * Format: uuid
             * @description the wild type
             */
            readonly genomeIdAlpha: string;
            /**
             * Format: uuid
             * @description the genome with the knockouts
             */
            readonly genomeIdBeta: string;
            /** @description attempts so far */
            readonly numAttempts: number;
            /** @description the end of its output; of failed ones */
            readonly logTail?: string;
            /** @description SHA-256 of the kept output */
            readonly logDigest?: string;
            /** @description of completed ones */
            readonly result?: components["schemas"]["Measurement"];
        };
        readonly CompetitionPage: {
            readonly items: readonly components["schemas"]["CompetitionRow"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            readonly nextCursor?: string;
            /**
             * @description who said so
             * @enum {string}
             */
            readonly source: "records";
        };
        readonly Competition: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /** Format: uuid */
            readonly id: string;
            /** Format: uuid */
            readonly assayId: string;
            /**
             * @description sites that are knocked out, counted from 0
             * @example [
             *       3,
             *       14
             *     ]
             */
            readonly knockoutSites: readonly number[];
            /** Format: uuid */
            readonly submissionId: string;
            /** @description its place in the assay, from 0 on */
            readonly ordinal: number;
            readonly status: components["schemas"]["CompetitionState"];
            /** @description why it has failed */
            readonly reason?: string;
            /**
             * Format: uuid
             * @description the wild type
             */
            readonly genomeIdAlpha: string;
            /**
             * Format: uuid
             * @description the genome with the knockouts
             */
            readonly genomeIdBeta: string;
            /** @description attempts so far */
            readonly numAttempts: number;
            /** @description the end of its output; of failed ones */
            readonly logTail?: string;
            /** @description SHA-256 of the kept output */
            readonly logDigest?: string;
        };
        readonly CompetitionResult: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            readonly knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /**
             * Format: uuid
             * @description the id of the competition
             */
            readonly id: string;
            /** Format: uuid */
            readonly assayId: string;
            /**
             * Format: uuid
             * @description the attempt that counts
             */
            readonly competitionAttemptId: string;
            /**
             * @description sites that were knocked out, counted from 0
             * @example [
             *       3,
             *       14
             *     ]
             */
            readonly knockoutSites: readonly number[];
            readonly numKnockoutSites: number;
            readonly result: components["schemas"]["Measurement"];
            /** Format: uuid */
            readonly submissionId: string;
            /** @description the seed that the container was given */
            readonly seed: number;
            /** @description the image that ran */
            readonly imageDigest?: string;
            /** @description the executor that ran it */
            readonly executor: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly startedAt: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly endedAt: string;
            /** @description what looked odd in its result */
            readonly warnings: readonly string[];
        };
        readonly Explanation: {
            /** Format: uuid */
            readonly competitionId: string;
            /** @description what it is doing */
            readonly status: string;
            /**
             * @description why it is not running
             * @enum {string}
             */
            readonly because?: "dependency" | "cap" | "backoff" | "held" | "no-executor" | "no-slot" | "no-executor-fits";
            /** @description the same in a sentence */
            readonly detail: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly since: string;
        };
        readonly CompetitionView: {
            /** Format: uuid */
            readonly competitionId: string;
            /** @description its record, if there is one */
            readonly competition?: components["schemas"]["Competition"];
            /** @description once it has ended */
            readonly result?: components["schemas"]["CompetitionResult"];
            /** @description while it has not ended */
            readonly explanation?: components["schemas"]["Explanation"];
            /**
             * @description who said so
             * @enum {string}
             */
            readonly source: "scheduler" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly asOf: string;
        };
        readonly AssayResult: {
            /** @description grows with every change; of two copies the greater is the newer */
            readonly version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly datetime: string;
            /** @description revision of the service that wrote it */
            readonly knockemRevision: string;
            /** @description version of the service that wrote it */
            readonly knockemVersion: string;
            /**
             * Format: uuid
             * @description the id of the assay
             */
            readonly id: string;
            /** @description what the assay concluded; its fields follow from the assay type */
            readonly assayResult: {
                readonly [key: string]: unknown;
            };
            /** @description internal: where a large result stood on its way */
            readonly resultDigest?: string;
            /** @example nulldist */
            readonly assayType: string;
        };
        readonly AssayResultList: {
            readonly items: readonly components["schemas"]["AssayResult"][];
        };
        readonly Interval: {
            readonly low: number;
            readonly high: number;
            /**
             * @description nominal coverage
             * @example 0.95
             */
            readonly level: number;
        };
        readonly Estimate: {
            /** @description null where no number is honest; see notes */
            readonly value: number | null;
            readonly interval: components["schemas"]["Interval"] | (never | null);
            /**
             * @description what the number counts or measures
             * @enum {string}
             */
            readonly unit: "sites" | "thresholds" | "thresholds × sites";
            /** @description estimator, in a few words */
            readonly method: string;
            readonly assumptions: readonly string[];
            readonly notes: readonly string[];
        };
        readonly SummaryNotes: {
            readonly critical?: string;
            readonly additive?: string;
            readonly epistatic?: string;
            readonly anyEffect?: string;
            readonly cryptic?: string;
        };
        readonly Summary: {
            /** Format: uuid */
            readonly submissionId: string;
            readonly status: components["schemas"]["SubmissionState"];
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly asOf: string;
            /** @description sites whose knockout alone is detected; null = see notes */
            readonly critical: components["schemas"]["Estimate"] | (never | null);
            /** @description sites whose small effects add up; null = see notes */
            readonly additive: components["schemas"]["Estimate"] | (never | null);
            /** @description sites that matter only where others are gone; null = see notes */
            readonly epistatic: components["schemas"]["Estimate"] | (never | null);
            /** @description sites with any effect; null = see notes */
            readonly anyEffect: components["schemas"]["Estimate"] | (never | null);
            /** @description sites with an effect that are not detected alone; null = see notes */
            readonly cryptic: components["schemas"]["Estimate"] | (never | null);
            /** @description why an answer is missing */
            readonly notes: components["schemas"]["SummaryNotes"];
        };
        readonly FigureLinks: {
            readonly svg: string;
            readonly png: string;
            /** @description the Vega-Lite specification with its numbers */
            readonly "vl.json": string;
        };
        readonly Figure: {
            /**
             * @description its name in the address
             * @example null-histogram
             */
            readonly name: string;
            readonly title: string;
            /**
             * @description the assay whose result it shows
             * @example nulldist
             */
            readonly assayType: string;
            /**
             * @description is it there
             * @enum {string}
             */
            readonly status: "ready" | "to come" | "not to come" | "not asked for" | "nothing to draw";
            /** @description what is to be seen; else why there is no picture */
            readonly description: string;
            /** @description of a ready one */
            readonly links?: components["schemas"]["FigureLinks"];
        };
        readonly FigureList: {
            readonly items: readonly components["schemas"]["Figure"][];
        };
        readonly Executor: {
            readonly executorId: string;
            readonly host: string;
            /**
             * @description silent = its lease is over; gone = and nothing of it is missing
             * @enum {string}
             */
            readonly state: "here" | "draining" | "silent" | "gone";
            /** @example docker */
            readonly runtime: string;
            /** @example x64 */
            readonly arch: string;
            readonly pool?: string;
            /** @description containers that it can run at a time */
            readonly slots: number;
            /** @description containers that it runs */
            readonly running: number;
            /**
             * @description limits that its host cannot hold
             * @example [
             *       "memory"
             *     ]
             */
            readonly limitsNotHeld?: readonly string[];
            readonly version: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly lastTurnAt: string;
        };
        readonly ExecutorList: {
            readonly items: readonly components["schemas"]["Executor"][];
        };
        readonly UserDeleted: {
            /**
             * Format: email
             * @example ada@example.org
             */
            readonly userEmail: string;
            /** @description submissions that were deleted */
            readonly submissions: number;
            /** @description genomes that were deleted */
            readonly genomes: number;
        };
        readonly Caller: {
            /** @description false: whoever reaches the gateway may do everything */
            readonly tokensRequired: boolean;
            /**
             * Format: email
             * @description whose token was shown; absent where none is required
             * @example ada@example.org
             */
            readonly userEmail?: string;
            /** @description what the token allows; administer is all of it */
            readonly scopes: readonly ("read" | "submit" | "administer")[];
        };
        readonly DeadLetter: {
            /** @description names the letter: its place among the dead letters */
            readonly sequence: number;
            /**
             * @description who has given the message up
             * @example scheduler
             */
            readonly service: string;
            /**
             * @description why, in one word
             * @example malformed
             */
            readonly reason: string;
            /** @description what is wrong with it, in sentences */
            readonly problems: readonly string[];
            /** @description subject that it was published on */
            readonly subject: string;
            /** @description its place in the stream that it came from */
            readonly streamSequence?: number;
            /** @description its headers */
            readonly headers: {
                readonly [key: string]: unknown;
            };
            /** @description bytes of the message */
            readonly size: number;
            /**
             * Format: date-time
             * @description when it was given up
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly at: string;
        };
        readonly DeadLetterPage: {
            readonly items: readonly components["schemas"]["DeadLetter"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            readonly nextCursor?: string;
        };
        readonly DeadLetterView: {
            /** @description names the letter: its place among the dead letters */
            readonly sequence: number;
            /**
             * @description who has given the message up
             * @example scheduler
             */
            readonly service: string;
            /**
             * @description why, in one word
             * @example malformed
             */
            readonly reason: string;
            /** @description what is wrong with it, in sentences */
            readonly problems: readonly string[];
            /** @description subject that it was published on */
            readonly subject: string;
            /** @description its place in the stream that it came from */
            readonly streamSequence?: number;
            /** @description its headers */
            readonly headers: {
                readonly [key: string]: unknown;
            };
            /** @description bytes of the message */
            readonly size: number;
            /**
             * Format: date-time
             * @description when it was given up
             * @example 2030-01-31T12:00:00.000Z
             */
            readonly at: string;
            /** @description the message as UTF-8 text */
            readonly text: string;
            /** @description false: only the beginning was kept */
            readonly isWhole: boolean;
        };
        readonly DeadLetterReplayed: {
            /** @description the letter, which is gone now */
            readonly sequence: number;
            /** @description new place in the journal */
            readonly streamSequence: number;
        };
        readonly DeadLetterDiscarded: {
            /** @description the letter, which is gone now */
            readonly sequence: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly genomes_list: {
        readonly parameters: {
            readonly query: {
                readonly limit?: number;
                /** @description nextCursor of the page before */
                readonly cursor?: string;
                readonly userEmail: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenomePage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly genomes_upload: {
        readonly parameters: {
            readonly query?: {
                /** @description required when the body is the text itself */
                readonly userEmail?: string;
                readonly isEphemeral?: boolean;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** @description UTF-8 text, at most 15,000,000 bytes; as it is, or in JSON */
        readonly requestBody: {
            readonly content: {
                /** @example 0 1 2 */
                readonly "text/plain": string;
                readonly "application/octet-stream": string;
                readonly "application/json": components["schemas"]["GenomeUpload"];
            };
        };
        readonly responses: {
            /** @description Stored: it can be used by its id */
            readonly 201: {
                headers: {
                    /** @description path of the genome */
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenomeStored"];
                };
            };
            /** @description Not a genome (empty, or not UTF-8 text), or fields are wrong */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly genomes_facts: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the genome */
                readonly genomeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The genome */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenomeView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly genomes_delete: {
        readonly parameters: {
            readonly query?: {
                /** @description who asks, for the record */
                readonly by?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description the genome */
                readonly genomeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Journalled: it is deleted unless a submission came first */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["GenomeDeleted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Live submissions use it; `problems` names them */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly genomes_content: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the genome */
                readonly genomeId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The text, byte for byte */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such genome, or its content is no longer kept */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_list: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description nextCursor of the page before */
                readonly cursor?: string;
                readonly userEmail?: string;
                readonly status?: components["schemas"]["SubmissionState"];
                /** @description created at this time or later */
                readonly from?: string;
                /** @description created before this time */
                readonly to?: string;
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmissionPage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_create: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the same key gives the same submission */
                readonly "Idempotency-Key"?: string;
            };
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        readonly responses: {
            /** @description Accepted: journalled, and not lost from now on */
            readonly 202: {
                headers: {
                    /** @description path of the submission */
                    readonly Location?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key (or id) belongs to another request */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The genome is not here, or the runmode is not that of this stack */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description As it is now */
            readonly 200: {
                headers: {
                    /** @description its version, for If-Match */
                    readonly ETag?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["SubmissionView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_delete: {
        readonly parameters: {
            readonly query?: {
                /** @description who asks, for the record */
                readonly by?: string;
            };
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Journalled: it can no longer be read */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is live: cancel it first */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_update: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description the ETag of the version you have seen */
                readonly "If-Match"?: string;
            };
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubmissionUpdate"];
            };
        };
        readonly responses: {
            /** @description Journalled */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has ended, or has another version by now */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_cancel: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["SubmissionCancel"];
            };
        };
        readonly responses: {
            /** @description Journalled */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has ended */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_retry: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: {
            readonly content: {
                readonly "application/json": components["schemas"]["By"];
            };
        };
        readonly responses: {
            /** @description Journalled */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has not failed */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            readonly 413: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            readonly 415: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_events: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: {
                /** @description go on after this event */
                readonly "Last-Event-ID"?: string;
            };
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Server-sent events; `data` is JSON. `state` (first: a SubmissionView), `submission` (SubmissionEvent), `assay` (AssayEvent), `progress` (ProgressEvent), `end` (EndEvent; the stream closes). `id` is the place in the stream. */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 17
                     *     event: end
                     *     data: {"status":"completed"}
                     */
                    readonly "text/event-stream": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_csv: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One row per competition, streamed. Columns: submissionId, assayId, assayType, ordinal, competitionId, status, reason, genomeIdAlpha, genomeIdBeta, numKnockoutSites, knockoutSites, updatesElapsed, numAlpha, numBeta, score, logOddsRate, seed, numAttempts, competitionAttemptId, executor, imageDigest, datetime, startedAt, endedAt, durationSeconds, warnings */
            readonly 200: {
                headers: {
                    /** @description a file name */
                    readonly "Content-Disposition"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    /** @example submissionId,assayId,assayType,ordinal,competitionId,status,reason,genomeIdAlpha,genomeIdBeta,numKnockoutSites,knockoutSites,updatesElapsed,numAlpha,numBeta,score,logOddsRate,seed,numAttempts,competitionAttemptId,executor,imageDigest,datetime,startedAt,endedAt,durationSeconds,warnings */
                    readonly "text/csv": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_log: {
        readonly parameters: {
            readonly query?: {
                /** @description go on until the run has ended */
                readonly follow?: boolean;
            };
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
                /** @description the assay */
                readonly assayId: string;
                /** @description place of the competition in its assay */
                readonly ordinal: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The output so far; with follow=true streamed until the run has ended */
            readonly 200: {
                headers: {
                    /** @description executor, blob or record; not with follow=true */
                    readonly "Knockem-Log-Source"?: string;
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/plain": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such competition, or no output of it is kept */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_assays: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them; empty until the first plan */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AssayList"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_competitions: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description nextCursor of the page before */
                readonly cursor?: string;
                readonly assayId?: string;
                readonly status?: components["schemas"]["CompetitionState"];
            };
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CompetitionPage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_competition: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
                /** @description the assay */
                readonly assayId: string;
                /** @description place of the competition in its assay */
                readonly ordinal: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Its record, and while it has not ended what it waits for */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["CompetitionView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_results: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Of the assays that have concluded */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["AssayResultList"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_summary: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Estimates with their intervals; null with a note where an assay is missing */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_plots: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description In the order of the report */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["FigureList"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_plot: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
                /** @description figure and format */
                readonly file: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The picture; as vl.json its Vega-Lite specification with all its numbers */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "image/svg+xml": string;
                    readonly "image/png": string;
                    readonly "application/json": {
                        readonly [key: string]: unknown;
                    };
                };
            };
            /** @description No such format */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such figure, or not yet: `detail` tells why */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly submissions_report: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the submission */
                readonly submissionId: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description While the submission runs: what there is so far */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "text/html": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly executors_list: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description All of them, also those that have gone silent */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["ExecutorList"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The scheduler is away */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly users_delete: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                readonly userEmail: string;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Journalled: nothing of it can be read any more */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["UserDeleted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Some of the submissions are live; `problems` names them */
            readonly 409: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly caller_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Who asks */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Caller"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway starts or stops */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deadLetters_list: {
        readonly parameters: {
            readonly query?: {
                readonly limit?: number;
                /** @description nextCursor of the page before */
                readonly cursor?: string;
                /** @description only what this service has given up */
                readonly service?: "planner" | "scheduler" | "recorder";
            };
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description One page */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deadLetters_read: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the letter */
                readonly sequence: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description The letter */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeadLetterView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deadLetters_discard: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the letter */
                readonly sequence: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Gone */
            readonly 200: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeadLetterDiscarded"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readonly deadLetters_replay: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path: {
                /** @description the letter */
                readonly sequence: number;
            };
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Journalled anew */
            readonly 202: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["DeadLetterReplayed"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            readonly 400: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            readonly 401: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            readonly 403: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            readonly 404: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a command, or only its beginning was kept */
            readonly 422: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            readonly 429: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            readonly 503: {
                headers: {
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
