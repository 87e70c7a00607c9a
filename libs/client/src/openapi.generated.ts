/** Generated from docs/openapi.json by `make docs`; do not edit. */
export interface paths {
    "/api/v1/genomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Genomes of a user, newest first, without their content */
        get: operations["genomes_list"];
        put?: never;
        /** Store a genome, as plain text or in JSON; the same content of the same user is one genome */
        post: operations["genomes_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/genomes/{genomeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is known of a genome, without its content */
        get: operations["genomes_facts"];
        put?: never;
        post?: never;
        /** Delete a genome; 409 while live submissions use it */
        delete: operations["genomes_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/genomes/{genomeId}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The genome itself */
        get: operations["genomes_content"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Submissions, newest first */
        get: operations["submissions_list"];
        put?: never;
        /** Submit a genome and an image; 202 = accepted, and not lost from now on */
        post: operations["submissions_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a submission would run, and how long it would take; nothing is created */
        post: operations["submissions_forecast"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One submission, with counters by state and by assay */
        get: operations["submissions_read"];
        put?: never;
        post?: never;
        /** Delete a submission that has ended, with everything that was found */
        delete: operations["submissions_delete"];
        options?: never;
        head?: never;
        /** New limits for a live submission, or hold it */
        patch: operations["submissions_update"];
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop a submission; what has been measured stays */
        post: operations["submissions_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Run the failed competitions of a failed submission again */
        post: operations["submissions_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The state now, then every event until the submission has ended (server-sent events) */
        get: operations["submissions_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Output of a competition's container, while it runs and afterwards */
        get: operations["submissions_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which submissions change, of those that your list of submissions shows (server-sent events) */
        get: operations["submissions_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All competitions as one flat table */
        get: operations["submissions_csv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions.jsonl": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All competitions as JSON, one to a line */
        get: operations["submissions_jsonl"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions.parquet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All competitions as a Parquet file, with types */
        get: operations["submissions_parquet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/assays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Assays of a submission */
        get: operations["submissions_assays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Competitions with their results, by assay and ordinal, as the records know them */
        get: operations["submissions_competitions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One competition, and why it is not running (yet) */
        get: operations["submissions_competition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the assays concluded */
        get: operations["submissions_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every attempt at a competition, and how it went */
        get: operations["submissions_attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one run of a competition was given, and what it reported */
        get: operations["submissions_run"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/competitions/{assayId}/{ordinal}/run/inputs/{digest}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A file that runs of this competition read */
        get: operations["submissions_input"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The five answers of a submission, as far as they are known */
        get: operations["submissions_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/plots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every figure, whether it is there yet, and where */
        get: operations["submissions_plots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/plots/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One figure, as NAME.svg, NAME.png or NAME.vl.json (Vega-Lite) */
        get: operations["submissions_plot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that was found, as one HTML file that needs nothing else */
        get: operations["submissions_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/submissions/{submissionId}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whom a submission tells of its start and end, and every try to tell them */
        get: operations["submissions_notifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Executors that the scheduler knows */
        get: operations["executors_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{userEmail}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete everything of a user: submissions, results, genomes */
        delete: operations["users_delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/caller": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whose token is shown, and what it allows */
        get: operations["caller_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages that were given up, oldest first, without their text */
        get: operations["deadLetters_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{sequence}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of them, with its text */
        get: operations["deadLetters_read"];
        put?: never;
        post?: never;
        /** Throw one away */
        delete: operations["deadLetters_discard"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead-letters/{sequence}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a command again, once what was wrong is mended; the letter goes */
        post: operations["deadLetters_replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        GenomeUpload: {
            /**
             * @description UTF-8 text, at most 15,000,000 bytes
             * @example 0 1 2
             */
            genomeContent: string;
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /**
             * @description delete the content when the submissions that use it have ended
             * @default false
             */
            isEphemeral?: boolean;
        };
        FieldProblem: {
            /**
             * @description where it stands
             * @example assayTypes
             */
            field: string;
            /**
             * @description what is wrong with it
             * @example unknown assay type "nuldist"; did you mean "nulldist"?
             */
            message: string;
        };
        Problem: {
            /**
             * @description names the kind of problem
             * @example urn:knockem:problem:invalid
             */
            type: string;
            /**
             * @description the kind in words
             * @example The request is not valid
             */
            title: string;
            /**
             * @description the HTTP status
             * @example 400
             */
            status: number;
            /** @description what happened here, and where */
            detail: string;
            /**
             * @description the path of the request
             * @example /api/v1/submissions
             */
            instance: string;
            /**
             * @description the kind as a word for machines; it never changes its meaning
             * @example invalid
             */
            code: string;
            /** @description every field that is wrong */
            problems?: components["schemas"]["FieldProblem"][];
            /** @description what to do */
            hint?: string;
        };
        GenomeStored: {
            /**
             * Format: uuid
             * @description follows from user and content
             */
            genomeId: string;
            /** @description SHA-256 of the content */
            digest: string;
            /** @description bytes */
            size: number;
            isEphemeral: boolean;
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
        };
        /** @enum {string} */
        Runmode: "production" | "testing";
        Genome: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /**
             * Format: uuid
             * @description follows from user and content
             */
            genomeId: string;
            /** @description its content goes when the submissions that use it have ended */
            isEphemeral: boolean;
            /** @description absent until an inspection has counted */
            numSites?: number;
            /** @description SHA-256 of the content */
            digest: string;
            /** @description bytes */
            size: number;
        };
        GenomePage: {
            items: components["schemas"]["Genome"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            nextCursor?: string;
        };
        GenomeView: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /**
             * Format: uuid
             * @description follows from user and content
             */
            genomeId: string;
            /** @description its content goes when the submissions that use it have ended */
            isEphemeral: boolean;
            /** @description absent until an inspection has counted */
            numSites?: number;
            /** @description SHA-256 of the content */
            digest: string;
            /** @description bytes */
            size: number;
            /**
             * @description who said so
             * @enum {string}
             */
            source: "journal" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
        };
        GenomeDeleted: {
            /** Format: uuid */
            genomeId: string;
            /** @description place in the journal */
            streamSequence: number;
        };
        NulldistParameters: {
            /**
             * @description wild type against wild type competitions; at least (1 − alpha)/(2·alpha) are needed (competitions)
             * @default 100
             */
            replicates?: number;
            /**
             * @description one-sided false-positive rate of the thresholds (probability)
             * @default 0.01
             */
            alpha?: number;
        };
        ScreenCriticalParameters: {
            /**
             * @description competitions per site; their mean score is held against the threshold (competitions)
             * @default 1
             */
            replicates?: number;
        };
        DoseCalibrationParameters: {
            /**
             * @description doses of the smear, one competition each, geometric from 1 to the number of eligible sites (doses)
             * @default 100
             */
            numDoses?: number;
            /**
             * @description doses chosen for titration, spread evenly over the band; at most as many as there are sites (doses)
             * @default 5
             */
            numTitrationDoses?: number;
        };
        DoseTitrationParameters: {
            /**
             * @description competitions per dose, each with a fresh random set of sites (competitions)
             * @default 100
             */
            replicates?: number;
            /**
             * @description simulated repetitions behind each interval (simulations)
             * @default 400
             */
            numBootstraps?: number;
        };
        SkeletonizationParameters: {
            /**
             * @description skeletons, each along a random order of its own; an interval needs at least two (skeletons)
             * @default 5
             */
            numSkeletons?: number;
            /**
             * @description tests of one skeleton that run at once, the likeliest next ones ahead of time; more is faster on idle slots, and wastes what is withdrawn (competitions)
             * @default 1
             */
            speculation?: number;
            /**
             * @description competitions per retained site of each skeleton, of which the mean score is its severity; without noise one is made (competitions)
             * @default 4
             */
            jackknifeReplicates?: number;
        };
        ImageCheckParameters: {
            /**
             * @description wild type against wild type competitions, each with a seed of its own (competitions)
             * @default 12
             */
            replicates?: number;
        };
        AssayParameters: {
            /** @description Numbers of the assay nulldist */
            nulldist?: components["schemas"]["NulldistParameters"];
            /** @description Numbers of the assay screenCritical */
            screenCritical?: components["schemas"]["ScreenCriticalParameters"];
            /** @description Numbers of the assay doseCalibration */
            doseCalibration?: components["schemas"]["DoseCalibrationParameters"];
            /** @description Numbers of the assay doseTitration */
            doseTitration?: components["schemas"]["DoseTitrationParameters"];
            /** @description Numbers of the assay skeletonization */
            skeletonization?: components["schemas"]["SkeletonizationParameters"];
            /** @description Numbers of the assay imageCheck */
            imageCheck?: components["schemas"]["ImageCheckParameters"];
        };
        Resources: {
            /**
             * @description CPUs, whole or fractional
             * @default 1
             */
            cpus: number;
            /**
             * @description mebibytes
             * @default 256
             */
            memoryMb: number;
        };
        Notify: {
            /**
             * Format: uri
             * @description Gets a signed POST (standardwebhooks.com) for each event; needs a webhookSecret
             * @example https://example.org/knockem
             */
            webhookUrl?: string;
            /**
             * @description Of the signature: whsec_ and 24 to 64 bytes in base64. Never shown again
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            webhookSecret?: string;
            /**
             * @description Also by e-mail to userEmail, where this stack sends any
             * @default false
             */
            email?: boolean;
            /** @description Absent = all */
            events?: ("started" | "completed" | "failed" | "cancelled")[];
        };
        SubmissionRequest: {
            /**
             * Format: uuid
             * @description Your own id; absent = from the Idempotency-Key, or random
             */
            submissionId?: string;
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /**
             * @description An image that keeps the container contract
             * @example registry.example/lab/model:1.0
             */
            containerImage: string;
            /**
             * @description Environment of the containers, together at most 64 kB; KNOCKEM_*, LD_*, PATH and the like are reserved
             * @example {
             *       "MODEL_STEPS": "1000"
             *     }
             */
            containerEnv?: {
                [key: string]: string;
            };
            /**
             * Format: uuid
             * @description The genome by id; or give genomeContent
             */
            genomeIdAlpha?: string;
            /**
             * @description The genome as text, at most 256000 bytes; or give genomeIdAlpha
             * @example 0 1 2
             */
            genomeContent?: string;
            /**
             * @example [
             *       "screenCritical"
             *     ]
             */
            assayTypes: ("nulldist" | "screenCritical" | "doseCalibration" | "doseTitration" | "skeletonization" | "imageCheck")[];
            /**
             * @description Numbers of the assays, by assay type; what is left out has its default
             * @example {
             *       "nulldist": {
             *         "replicates": 100
             *       }
             *     }
             */
            assayParameters?: components["schemas"]["AssayParameters"];
            /**
             * @description A container that runs longer is stopped, and its competition has failed
             * @default 600
             */
            competitionTimeoutSeconds?: number;
            /**
             * @description Containers of this submission at a time
             * @default 100
             */
            maxCompetitionsActive?: number;
            /**
             * @description More failed competitions than this stop the submission
             * @default 10
             */
            maxCompetitionsFail?: number;
            /**
             * @description Attempts of one competition when the system (not the container) fails
             * @default 5
             */
            maxCompetitionAttempts?: number;
            /**
             * @default normal
             * @enum {string}
             */
            priority?: "low" | "normal" | "high";
            /** @description What one container may use */
            resources?: components["schemas"]["Resources"];
            /**
             * @description Only executors with this label run it
             * @example gpu
             */
            pool?: string;
            /**
             * @description The number of the first site for the image
             * @default 0
             * @enum {integer}
             */
            siteBase?: 0 | 1;
            /** @description All random numbers follow from it; absent = from the id */
            seed?: number;
            /**
             * @description Keep the output of all runs, not only of failed ones
             * @default false
             */
            keepLogs?: boolean;
            /**
             * @description Take over the results of identical assays of this user's submissions that have completed: same image, genome, parameters, seed and build of knockem, without a failure, ended in the last 30 days. They run no competitions. Needs a seed; with keepLogs everything is measured
             * @default false
             */
            reuseResults?: boolean;
            /** @description Whom to tell of its start and end */
            notify?: components["schemas"]["Notify"];
            /** @description Must be the stack's own */
            knockemRunmode?: components["schemas"]["Runmode"];
            /**
             * @description The same as the header Idempotency-Key
             * @example study-1
             */
            idempotencyKey?: string;
        };
        CommandAccepted: {
            /** Format: uuid */
            submissionId: string;
            /** @description place in the journal; 0 = accepted so long ago that the journal has let it go */
            streamSequence: number;
            /** @description true = the same had been accepted before */
            repeated: boolean;
        };
        AssayForecast: {
            /** @example screenCritical */
            assayType: string;
            /**
             * @description needed: another assay depends on it
             * @enum {string}
             */
            origin: "internal" | "asked" | "needed";
            /** @description every default filled in */
            parameters: {
                [key: string]: number;
            };
            /** @description assay types */
            dependsOn: string[];
            /** @description competitions */
            atLeast: number;
            /** @description absent: what is found on the way decides, and no bound is known beforehand */
            atMost?: number;
            /** @description so many at once at most; absent: all */
            sideBySide?: number;
            /** @description what decides, where it is not exact */
            note?: string;
        };
        CompetitionRange: {
            atLeast: number;
            /** @description absent: what is found on the way decides, and no bound is known beforehand */
            atMost?: number;
        };
        MeasuredDuration: {
            /** @description of one competition */
            medianSeconds: number;
            /** @description of which it is the median */
            numCompetitions: number;
            /**
             * Format: uuid
             * @description where they were measured
             */
            submissionId: string;
        };
        SubmissionForecast: {
            /** @description in the order of their dependencies */
            assays: components["schemas"]["AssayForecast"][];
            /** @description absent while the genome's sites have not been counted */
            numSites?: number;
            competitions: components["schemas"]["CompetitionRange"];
            /** @description so many run at once */
            atOnce: number;
            /** @description of executors that are here and fit */
            slots: number;
            /** @description how long it takes, in times of what one competition takes; absent without a slot */
            lengths?: components["schemas"]["CompetitionRange"];
            /** @description in earlier submissions of this user with this image */
            measured?: components["schemas"]["MeasuredDuration"];
        };
        /** @enum {string} */
        SubmissionState: "pending" | "active" | "stopping" | "completed" | "failed" | "cancelled";
        /** @description Competitions by state */
        Counters: {
            pending: number;
            active: number;
            completed: number;
            failed: number;
            cancelled: number;
        };
        /** @description What one container may use */
        GrantedResources: {
            /** @description CPUs, whole or fractional */
            cpus: number;
            /** @description mebibytes */
            memoryMb: number;
        };
        Submission: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /** Format: uuid */
            id: string;
            /** @description its assays; empty until the first plan */
            assayIds: string[];
            /**
             * @description what was asked for
             * @example [
             *       "screenCritical"
             *     ]
             */
            assayTypes: string[];
            /** @description seconds after which a container is stopped */
            competitionTimeoutSeconds: number;
            /** @description environment of the containers */
            containerEnv: {
                [key: string]: string;
            };
            containerImage: string;
            /**
             * Format: uuid
             * @description the genome
             */
            genomeIdAlpha: string;
            /** @description containers at a time */
            maxCompetitionsActive: number;
            /** @description more failed competitions than this stop it */
            maxCompetitionsFail: number;
            status: components["schemas"]["SubmissionState"];
            /** @description true = paused: nothing new starts */
            held: boolean;
            /** @description why it has failed, or who cancelled it and why */
            reason?: string;
            counters: components["schemas"]["Counters"];
            /** @description only executors with this label run it */
            pool?: string;
            /** @example normal */
            priority: string;
            /** @description numbers of the whole submission, once it has concluded */
            summary?: {
                [key: string]: unknown;
            };
            /** @description the image that the name meant when it was inspected */
            imageDigest?: string;
            /** @description sites of the genome; absent until the inspection has counted */
            numSites?: number;
            /** @description as they were asked for, by assay type */
            assayParameters: {
                [key: string]: {
                    [key: string]: unknown;
                };
            };
            /**
             * @description the number of the first site for the image
             * @enum {integer}
             */
            siteBase: 0 | 1;
            /** @description all random numbers follow from it */
            seed: number;
            /** @description attempts of one competition when the system (not the container) fails */
            maxCompetitionAttempts: number;
            resources: components["schemas"]["GrantedResources"];
            /**
             * Format: date-time
             * @description when it ended
             * @example 2030-01-31T12:00:00.000Z
             */
            concludedAt?: string;
        };
        SubmissionPage: {
            items: components["schemas"]["Submission"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            nextCursor?: string;
            /**
             * @description records alone = the scheduler is away: the list may lag
             * @enum {string}
             */
            source: "scheduler+records" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
        };
        /** @enum {string} */
        AssayState: "blocked" | "active" | "completed" | "failed" | "cancelled";
        ReusedFrom: {
            /**
             * Format: uuid
             * @description where the result was measured
             */
            submissionId: string;
            /** Format: uuid */
            assayId: string;
        };
        AssayView: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /** Format: uuid */
            id: string;
            /** @example nulldist */
            assayType: string;
            /** @description absent above 10,000: ask for the competitions of the assay */
            competitionIDs?: string[];
            containerEnv: {
                [key: string]: string;
            };
            containerImage: string;
            /** Format: uuid */
            submissionId: string;
            status: components["schemas"]["AssayState"];
            /** @description why it has failed */
            reason?: string;
            /** @description assays that must be completed first */
            dependsOnAssayIds: string[];
            /** @description competitions planned so far */
            numCompetitions: number;
            /** @description rounds planned so far */
            rounds: number;
            /** @description The identical assay whose result this one took over; it ran no competitions */
            reusedFrom?: components["schemas"]["ReusedFrom"];
            counters?: components["schemas"]["Counters"];
            /** @description the present round */
            round?: number;
        };
        AssayProgress: {
            /** Format: uuid */
            assayId: string;
            /** @example nulldist */
            assayType: string;
            status: components["schemas"]["AssayState"];
            round: number;
            counters: components["schemas"]["Counters"];
        };
        SubmissionView: {
            submission: components["schemas"]["Submission"];
            assays: components["schemas"]["AssayView"][];
            /** @description by assay; empty where only the record is known */
            progress: components["schemas"]["AssayProgress"][];
            /**
             * @description who said so: scheduler (live), records (finished, or the scheduler is away), journal (accepted, not read yet)
             * @enum {string}
             */
            source: "scheduler" | "records" | "journal";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
        };
        SubmissionUpdate: {
            /**
             * @description who asks, for the record
             * @example ada@example.org
             */
            by?: string;
            /** @description true pauses: nothing new starts; false goes on */
            held?: boolean;
            maxCompetitionsActive?: number;
            maxCompetitionsFail?: number;
            /** @description for runs granted from now on */
            competitionTimeoutSeconds?: number;
            /** @enum {string} */
            priority?: "low" | "normal" | "high";
            /** @description refused unless the submission has this version */
            ifVersion?: number;
        };
        SubmissionCancel: {
            /**
             * @description who asks, for the record
             * @example ada@example.org
             */
            by?: string;
            /** @description why, for the record */
            reason?: string;
        };
        By: {
            /**
             * @description who asks, for the record
             * @example ada@example.org
             */
            by?: string;
        };
        /** @description event `submission`: it changed its state or its limits */
        SubmissionEvent: {
            /**
             * @description the name of the event
             * @enum {string}
             */
            kind: "submission";
            /** Format: uuid */
            submissionId: string;
            status: components["schemas"]["SubmissionState"];
            /** @description true = paused */
            held: boolean;
            reason?: string;
            counters: components["schemas"]["Counters"];
            version: number;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
        };
        /** @description event `assay`: an assay changed its state or got a new round */
        AssayEvent: {
            /**
             * @description the name of the event
             * @enum {string}
             */
            kind: "assay";
            /** Format: uuid */
            submissionId: string;
            /** Format: uuid */
            assayId: string;
            /** @example nulldist */
            assayType: string;
            status: components["schemas"]["AssayState"];
            round: number;
            reason?: string;
            /** @description where its result was measured, when it was taken over */
            reusedFrom?: components["schemas"]["ReusedFrom"];
            counters: components["schemas"]["Counters"];
            version: number;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
        };
        /** @description event `progress`: at most two a second; has no id */
        ProgressEvent: {
            /**
             * @description the name of the event
             * @enum {string}
             */
            kind: "progress";
            /** Format: uuid */
            submissionId: string;
            status: components["schemas"]["SubmissionState"];
            /** @description true = paused */
            held: boolean;
            counters: components["schemas"]["Counters"];
            assays: components["schemas"]["AssayProgress"][];
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
        };
        /** @description event `end`: it has ended; the stream closes */
        EndEvent: {
            status: components["schemas"]["SubmissionState"];
        };
        /** @description event `changed`: these submissions changed since the event before */
        SubmissionsChange: {
            /** @description at most 100 */
            submissionIds: string[];
            /** @description true = others may have changed, too: read the list again */
            isCut?: boolean;
        };
        AssayList: {
            items: components["schemas"]["AssayView"][];
            /**
             * @description who said so: scheduler (live), records (finished, or the scheduler is away), journal (accepted, not read yet)
             * @enum {string}
             */
            source: "scheduler" | "records" | "journal";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
        };
        /** @enum {string} */
        CompetitionState: "pending" | "active" | "completed" | "failed" | "cancelled";
        Measurement: {
            /** @description updates that the competition ran */
            updatesElapsed: number;
            /** @description organisms of the wild type at the end */
            numAlpha: number;
            /** @description organisms with the knockouts at the end */
            numBeta: number;
        };
        CompetitionRow: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            assayId: string;
            /**
             * @description sites that are knocked out, counted from 0
             * @example [
             *       3,
             *       14
             *     ]
             */
            knockoutSites: number[];
            /** Format: uuid */
            submissionId: string;
            /** @description its place in the assay, from 0 on */
            ordinal: number;
            status: components["schemas"]["CompetitionState"];
            /** @description why it has failed */
            reason?: string;
            /**
             * Format: uuid
             * @description the wild type
             */
            genomeIdAlpha: string;
            /**
             * Format: uuid
             * @description the genome with the knockouts
             */
            genomeIdBeta: string;
            /** @description attempts so far */
            numAttempts: number;
            /** @description the end of its output; of failed ones */
            logTail?: string;
            /** @description SHA-256 of the kept output */
            logDigest?: string;
            /** @description of completed ones */
            result?: components["schemas"]["Measurement"];
        };
        CompetitionPage: {
            items: components["schemas"]["CompetitionRow"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            nextCursor?: string;
            /**
             * @description who said so
             * @enum {string}
             */
            source: "records";
        };
        Competition: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            assayId: string;
            /**
             * @description sites that are knocked out, counted from 0
             * @example [
             *       3,
             *       14
             *     ]
             */
            knockoutSites: number[];
            /** Format: uuid */
            submissionId: string;
            /** @description its place in the assay, from 0 on */
            ordinal: number;
            status: components["schemas"]["CompetitionState"];
            /** @description why it has failed */
            reason?: string;
            /**
             * Format: uuid
             * @description the wild type
             */
            genomeIdAlpha: string;
            /**
             * Format: uuid
             * @description the genome with the knockouts
             */
            genomeIdBeta: string;
            /** @description attempts so far */
            numAttempts: number;
            /** @description the end of its output; of failed ones */
            logTail?: string;
            /** @description SHA-256 of the kept output */
            logDigest?: string;
        };
        CompetitionResult: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            knockemRunmode: components["schemas"]["Runmode"];
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /**
             * Format: uuid
             * @description the id of the competition
             */
            id: string;
            /** Format: uuid */
            assayId: string;
            /**
             * Format: uuid
             * @description the attempt that counts
             */
            competitionAttemptId: string;
            /**
             * @description sites that were knocked out, counted from 0
             * @example [
             *       3,
             *       14
             *     ]
             */
            knockoutSites: number[];
            numKnockoutSites: number;
            result: components["schemas"]["Measurement"];
            /** Format: uuid */
            submissionId: string;
            /** @description the seed that the container was given */
            seed: number;
            /** @description the image that ran */
            imageDigest?: string;
            /** @description the executor that ran it */
            executor: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            endedAt: string;
            /** @description what looked odd in its result */
            warnings: string[];
        };
        Explanation: {
            /** Format: uuid */
            competitionId: string;
            /** @description what it is doing */
            status: string;
            /**
             * @description why it is not running
             * @enum {string}
             */
            because?: "dependency" | "cap" | "backoff" | "held" | "no-executor" | "no-slot" | "no-executor-fits";
            /** @description the same in a sentence */
            detail: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            since: string;
            /**
             * Format: date-time
             * @description when that ends at the latest: the end of a back-off, or the deadline of what runs
             * @example 2030-01-31T12:00:00.000Z
             */
            until?: string;
        };
        CompetitionView: {
            /** Format: uuid */
            competitionId: string;
            /** @description its record, if there is one */
            competition?: components["schemas"]["Competition"];
            /** @description once it has ended */
            result?: components["schemas"]["CompetitionResult"];
            /** @description while it has not ended */
            explanation?: components["schemas"]["Explanation"];
            /**
             * @description who said so
             * @enum {string}
             */
            source: "scheduler" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
        };
        AssayResult: {
            /** @description grows with every change; of two copies the greater is the newer */
            version: number;
            /**
             * Format: date-time
             * @description when it was deleted; absent while it is not
             * @example 2030-01-31T12:00:00.000Z
             */
            deletedAt?: string;
            /**
             * Format: date-time
             * @description when it was created, ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            datetime: string;
            /** @description revision of the service that wrote it */
            knockemRevision: string;
            /** @description version of the service that wrote it */
            knockemVersion: string;
            /**
             * Format: uuid
             * @description the id of the assay
             */
            id: string;
            /** @description what the assay concluded; its fields follow from the assay type */
            assayResult: {
                [key: string]: unknown;
            };
            /** @description internal: where a large result stood on its way */
            resultDigest?: string;
            /** @example nulldist */
            assayType: string;
        };
        AssayResultList: {
            items: components["schemas"]["AssayResult"][];
        };
        CompetitionAttempt: {
            /**
             * @description how it ended; leased, running and lost: it may be running still
             * @enum {string}
             */
            state: "leased" | "running" | "lost" | "succeeded" | "container-error" | "timed-out" | "system-error" | "interrupted" | "cancelled" | "superseded" | "abandoned";
            /** @description whether the competition has its result or failure from this attempt */
            settled: boolean;
            executorId: string;
            /** @description SHA-256 over the image's layers (OCI image spec) */
            imageChainId?: string;
            /** @description the registry's digest of the image, where it came from one */
            imageDigest?: string;
            exitCode?: number;
            outOfMemory: boolean;
            /** @description why it failed */
            reason?: string;
            /** @description the same for machines, where somebody acts on it */
            reasonCode?: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            startedAt?: string;
            durationMs?: number;
            warnings: string[];
            /** @description SHA-256 of its output (the last 64 kB), where that was kept */
            logDigest?: string;
            /** @description 1, 2, 3 … of this competition */
            attempt: number;
            /** Format: uuid */
            attemptId: string;
            /**
             * Format: date-time
             * @description when an executor was given it; of the scheduler alone
             * @example 2030-01-31T12:00:00.000Z
             */
            grantedAt?: string;
        };
        CompetitionAttempts: {
            /** Format: uuid */
            competitionId: string;
            /** @description how many there were */
            numAttempts: number;
            items: components["schemas"]["CompetitionAttempt"][];
            /**
             * @description who said so
             * @enum {string}
             */
            source: "scheduler" | "records";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
        };
        RunCompetition: {
            /** Format: uuid */
            competitionId: string;
            /** Format: uuid */
            attemptId: string;
            /** @description 1, 2, 3 … of this competition */
            attempt: number;
            /** @description after the template's entry */
            args: string[];
            /** @description above the template's environment */
            env: {
                [key: string]: unknown;
            };
            seed: number;
        };
        RecordedRun: {
            /**
             * @description how it ended; leased, running and lost: it may be running still
             * @enum {string}
             */
            state: "leased" | "running" | "lost" | "succeeded" | "container-error" | "timed-out" | "system-error" | "interrupted" | "cancelled" | "superseded" | "abandoned";
            /** @description whether the competition has its result or failure from this attempt */
            settled: boolean;
            executorId: string;
            /** @description SHA-256 over the image's layers (OCI image spec) */
            imageChainId?: string;
            /** @description the registry's digest of the image, where it came from one */
            imageDigest?: string;
            exitCode?: number;
            outOfMemory: boolean;
            /** @description why it failed */
            reason?: string;
            /** @description the same for machines, where somebody acts on it */
            reasonCode?: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            startedAt?: string;
            durationMs?: number;
            warnings: string[];
            /** @description SHA-256 of its output (the last 64 kB), where that was kept */
            logDigest?: string;
            /** Format: uuid */
            submissionId: string;
            /** Format: uuid */
            assayId: string;
            /** @description place of the competition in its assay */
            ordinal: number;
            competition: components["schemas"]["RunCompetition"];
            /** @description what all runs of the assay share: image, programs, environment, files, limits, what is collected */
            template: {
                [key: string]: unknown;
            };
            /** @description of this run */
            timeoutSeconds: number;
            /** @description what it measured; of the attempt that settled the competition */
            value?: {
                [key: string]: unknown;
            };
            /** @description SHA-256 of the file it left */
            blobDigest?: string;
            /** @description the end of its output, of a failed run */
            logTail?: string;
        };
        Interval: {
            low: number;
            high: number;
            /**
             * @description nominal coverage
             * @example 0.95
             */
            level: number;
        };
        Estimate: {
            /** @description null where no number is honest; see notes */
            value: number | null;
            interval: components["schemas"]["Interval"] | (never | null);
            /**
             * @description what the number counts or measures
             * @enum {string}
             */
            unit: "sites" | "thresholds" | "thresholds × sites";
            /** @description estimator, in a few words */
            method: string;
            assumptions: string[];
            notes: string[];
        };
        SummaryNotes: {
            critical?: string;
            additive?: string;
            epistatic?: string;
            anyEffect?: string;
            cryptic?: string;
        };
        Summary: {
            /** Format: uuid */
            submissionId: string;
            status: components["schemas"]["SubmissionState"];
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            asOf: string;
            /** @description sites whose knockout alone is detected; null = see notes */
            critical: components["schemas"]["Estimate"] | (never | null);
            /** @description sites whose small effects add up; null = see notes */
            additive: components["schemas"]["Estimate"] | (never | null);
            /** @description sites that matter only where others are gone; null = see notes */
            epistatic: components["schemas"]["Estimate"] | (never | null);
            /** @description sites with any effect; null = see notes */
            anyEffect: components["schemas"]["Estimate"] | (never | null);
            /** @description sites with an effect that are not detected alone; null = see notes */
            cryptic: components["schemas"]["Estimate"] | (never | null);
            /** @description why an answer is missing */
            notes: components["schemas"]["SummaryNotes"];
        };
        FigureLinks: {
            svg: string;
            png: string;
            /** @description the Vega-Lite specification with its numbers */
            "vl.json": string;
        };
        Figure: {
            /**
             * @description its name in the address
             * @example null-histogram
             */
            name: string;
            title: string;
            /**
             * @description the assay whose result it shows
             * @example nulldist
             */
            assayType: string;
            /**
             * @description is it there
             * @enum {string}
             */
            status: "ready" | "to come" | "not to come" | "not asked for" | "nothing to draw";
            /** @description what is to be seen; else why there is no picture */
            description: string;
            /** @description of a ready one */
            links?: components["schemas"]["FigureLinks"];
        };
        FigureList: {
            items: components["schemas"]["Figure"][];
        };
        NotifySettings: {
            webhookUrl?: string;
            email: boolean;
            events: ("started" | "completed" | "failed" | "cancelled")[];
        };
        NotificationTry: {
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
            /** @description milliseconds */
            durationMs: number;
            /**
             * @description failed = it is tried again
             * @enum {string}
             */
            outcome: "delivered" | "failed" | "given-up";
            /** @description why it was not delivered */
            reason?: string;
        };
        Notification: {
            /**
             * Format: uuid
             * @description the webhook-id: a receiver that sees one twice has seen it
             */
            notificationId: string;
            /**
             * @description what is told
             * @enum {string}
             */
            event: "started" | "completed" | "failed" | "cancelled";
            /**
             * @description how
             * @enum {string}
             */
            channel: "webhook" | "email";
            /**
             * @description waiting = it is being sent, or tried again
             * @enum {string}
             */
            status: "waiting" | "delivered" | "given-up";
            /**
             * Format: date-time
             * @description when it happened
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
            /**
             * Format: date-time
             * @description of one that waits after a failed try
             * @example 2030-01-31T12:00:00.000Z
             */
            nextTryAt?: string;
            tries: components["schemas"]["NotificationTry"][];
        };
        NotificationLog: {
            /** @description absent = nobody asked to be told */
            notify?: components["schemas"]["NotifySettings"];
            items: components["schemas"]["Notification"][];
            /** @description true = there are older ones, which are not shown */
            isCut?: boolean;
        };
        RunningCompetition: {
            /** Format: uuid */
            submissionId: string;
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /** Format: uuid */
            assayId: string;
            /** @example screenCritical */
            assayType: string;
            ordinal: number;
            /** @description 1, 2, 3 … of this competition */
            attempt: number;
            /**
             * @description leased: its image and inputs are being made ready
             * @enum {string}
             */
            state: "leased" | "running";
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            since: string;
        };
        Executor: {
            executorId: string;
            host: string;
            /**
             * @description silent = its lease is over; gone = and nothing of it is missing
             * @enum {string}
             */
            state: "here" | "draining" | "silent" | "gone";
            /** @example docker */
            runtime: string;
            /** @example x64 */
            arch: string;
            pool?: string;
            /** @description containers that it can run at a time */
            slots: number;
            /** @description containers that it runs */
            running: number;
            /**
             * @description limits that its host cannot hold
             * @example [
             *       "memory"
             *     ]
             */
            limitsNotHeld?: string[];
            version: string;
            /**
             * Format: date-time
             * @description ISO-8601, UTC
             * @example 2030-01-31T12:00:00.000Z
             */
            lastTurnAt: string;
            /** @description some of what runs here (at most 8, longest first), of submissions that you may read */
            runs?: components["schemas"]["RunningCompetition"][];
        };
        ExecutorList: {
            items: components["schemas"]["Executor"][];
        };
        UserDeleted: {
            /**
             * Format: email
             * @example ada@example.org
             */
            userEmail: string;
            /** @description submissions that were deleted */
            submissions: number;
            /** @description genomes that were deleted */
            genomes: number;
        };
        Caller: {
            /** @description false: whoever reaches the gateway may do everything */
            tokensRequired: boolean;
            /**
             * Format: email
             * @description whose token was shown; absent where none is required
             * @example ada@example.org
             */
            userEmail?: string;
            /** @description what the token allows; administer is all of it */
            scopes: ("read" | "submit" | "administer")[];
        };
        DeadLetter: {
            /** @description names the letter: its place among the dead letters */
            sequence: number;
            /**
             * @description who has given the message up
             * @example scheduler
             */
            service: string;
            /**
             * @description why, in one word
             * @example malformed
             */
            reason: string;
            /** @description what is wrong with it, in sentences */
            problems: string[];
            /** @description subject that it was published on */
            subject: string;
            /** @description its place in the stream that it came from */
            streamSequence?: number;
            /** @description its headers */
            headers: {
                [key: string]: unknown;
            };
            /** @description bytes of the message */
            size: number;
            /**
             * Format: date-time
             * @description when it was given up
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
        };
        DeadLetterPage: {
            items: components["schemas"]["DeadLetter"][];
            /** @description give it back as `cursor` for the next page; absent on the last page */
            nextCursor?: string;
        };
        DeadLetterView: {
            /** @description names the letter: its place among the dead letters */
            sequence: number;
            /**
             * @description who has given the message up
             * @example scheduler
             */
            service: string;
            /**
             * @description why, in one word
             * @example malformed
             */
            reason: string;
            /** @description what is wrong with it, in sentences */
            problems: string[];
            /** @description subject that it was published on */
            subject: string;
            /** @description its place in the stream that it came from */
            streamSequence?: number;
            /** @description its headers */
            headers: {
                [key: string]: unknown;
            };
            /** @description bytes of the message */
            size: number;
            /**
             * Format: date-time
             * @description when it was given up
             * @example 2030-01-31T12:00:00.000Z
             */
            at: string;
            /** @description the message as UTF-8 text */
            text: string;
            /** @description false: only the beginning was kept */
            isWhole: boolean;
        };
        DeadLetterReplayed: {
            /** @description the letter, which is gone now */
            sequence: number;
            /** @description new place in the journal */
            streamSequence: number;
        };
        DeadLetterDiscarded: {
            /** @description the letter, which is gone now */
            sequence: number;
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
    genomes_list: {
        parameters: {
            query: {
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                userEmail: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenomePage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    genomes_upload: {
        parameters: {
            query?: {
                /** @description required when the body is the text itself */
                userEmail?: string;
                isEphemeral?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description UTF-8 text, at most 15,000,000 bytes; as it is, or in JSON */
        requestBody: {
            content: {
                /** @example 0 1 2 */
                "text/plain": string;
                "application/octet-stream": string;
                "application/json": components["schemas"]["GenomeUpload"];
            };
        };
        responses: {
            /** @description Stored: it can be used by its id */
            201: {
                headers: {
                    /** @description path of the genome */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenomeStored"];
                };
            };
            /** @description Not a genome (empty, or not UTF-8 text), or fields are wrong */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    genomes_facts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the genome */
                genomeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The genome */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenomeView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    genomes_delete: {
        parameters: {
            query?: {
                /** @description who asks, for the record */
                by?: string;
            };
            header?: never;
            path: {
                /** @description the genome */
                genomeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Journalled: it is deleted unless a submission came first */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenomeDeleted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Live submissions use it; `problems` names them */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    genomes_content: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the genome */
                genomeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The text, byte for byte */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such genome, or its content is no longer kept */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                userEmail?: string;
                status?: components["schemas"]["SubmissionState"];
                /** @description created at this time or later */
                from?: string;
                /** @description created before this time */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionPage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key gives the same submission */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        responses: {
            /** @description Accepted: journalled, and not lost from now on */
            202: {
                headers: {
                    /** @description path of the submission */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The key (or id) belongs to another request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The genome is not here, or the runmode is not that of this stack */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_forecast: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionRequest"];
            };
        };
        responses: {
            /** @description Exact where parameters and sites decide; else bounds, with what decides */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionForecast"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The study cannot work, or the runmode is not that of this stack */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    /** @description its version, for If-Match */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SubmissionView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_delete: {
        parameters: {
            query?: {
                /** @description who asks, for the record */
                by?: string;
            };
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Journalled: it can no longer be read */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It is live: cancel it first */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description the ETag of the version you have seen */
                "If-Match"?: string;
            };
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmissionUpdate"];
            };
        };
        responses: {
            /** @description Journalled */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has ended, or has another version by now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SubmissionCancel"];
            };
        };
        responses: {
            /** @description Journalled */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_retry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["By"];
            };
        };
        responses: {
            /** @description Journalled */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommandAccepted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope submit, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has not failed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The body is larger than its limit */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_events: {
        parameters: {
            query?: never;
            header?: {
                /** @description go on after this event */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events; `data` is JSON. `state` (first: a SubmissionView), `submission` (SubmissionEvent), `assay` (AssayEvent), `progress` (ProgressEvent), `end` (EndEvent; the stream closes). `id` is the place in the stream. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example id: 17
                     *     event: end
                     *     data: {"status":"completed"}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_log: {
        parameters: {
            query?: {
                /** @description go on until the run has ended */
                follow?: boolean;
                /** @description of this attempt, as far as there is any; not with follow. Absent: of what runs, else of the attempt that settled it */
                attempt?: number;
            };
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
                /** @description the assay */
                assayId: string;
                /** @description place of the competition in its assay */
                ordinal: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The output so far; with follow=true streamed until the run has ended */
            200: {
                headers: {
                    /** @description executor, blob or record; not with follow=true */
                    "Knockem-Log-Source"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such competition or attempt, or no output of it is kept */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_changes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events; `data` is JSON. `changed` (SubmissionsChange), at once and then at most once a second. Nothing is missed by a break: the first event says that anything may have changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example event: changed
                     *     data: {"submissionIds":[],"isCut":true}
                     *
                     *     event: changed
                     *     data: {"submissionIds":["8d6f6c1e-1b7a-4a58-9a53-2a1f0f0f3f11"]}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_csv: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One row per competition, streamed. Columns: submissionId, assayId, assayType, ordinal, competitionId, status, reason, genomeIdAlpha, genomeIdBeta, numKnockoutSites, knockoutSites, updatesElapsed, numAlpha, numBeta, score, logOddsRate, seed, numAttempts, competitionAttemptId, executor, imageDigest, datetime, startedAt, endedAt, durationSeconds, warnings */
            200: {
                headers: {
                    /** @description a file name */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example submissionId,assayId,assayType,ordinal,competitionId,status,reason,genomeIdAlpha,genomeIdBeta,numKnockoutSites,knockoutSites,updatesElapsed,numAlpha,numBeta,score,logOddsRate,seed,numAttempts,competitionAttemptId,executor,imageDigest,datetime,startedAt,endedAt,durationSeconds,warnings */
                    "text/csv": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_jsonl: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One object per competition, streamed; null where there is no value. Columns: submissionId, assayId, assayType, ordinal, competitionId, status, reason, genomeIdAlpha, genomeIdBeta, numKnockoutSites, knockoutSites, updatesElapsed, numAlpha, numBeta, score, logOddsRate, seed, numAttempts, competitionAttemptId, executor, imageDigest, datetime, startedAt, endedAt, durationSeconds, warnings */
            200: {
                headers: {
                    /** @description a file name */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_parquet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Streamed; the submission is told in the metadata of the file (knockem.*). Columns: submissionId, assayId, assayType, ordinal, competitionId, status, reason, genomeIdAlpha, genomeIdBeta, numKnockoutSites, knockoutSites, updatesElapsed, numAlpha, numBeta, score, logOddsRate, seed, numAttempts, competitionAttemptId, executor, imageDigest, datetime, startedAt, endedAt, durationSeconds, warnings */
            200: {
                headers: {
                    /** @description a file name */
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /**
             * @description Too many: Retry-After tells the seconds to wait, where waiting helps
             *
             *     Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps
             */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_assays: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them; empty until the first plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssayList"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_competitions: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                assayId?: string;
                status?: components["schemas"]["CompetitionState"];
                /** @description from this place in the assay on; with assayId */
                fromOrdinal?: number;
            };
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompetitionPage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_competition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
                /** @description the assay */
                assayId: string;
                /** @description place of the competition in its assay */
                ordinal: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its record, and while it has not ended what it waits for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompetitionView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_results: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Of the assays that have concluded */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssayResultList"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_attempts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
                /** @description the assay */
                assayId: string;
                /** @description place of the competition in its assay */
                ordinal: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first (of more than 50 the newest). 30 days after the end of its submission, and while the scheduler is away, only the one from which its result came */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompetitionAttempts"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such competition */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_run: {
        parameters: {
            query?: {
                /** @description which attempt; absent: the one that settled the competition, else the newest that has ended */
                attempt?: number;
            };
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
                /** @description the assay */
                assayId: string;
                /** @description place of the competition in its assay */
                ordinal: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempt that settled it, or the one asked for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedRun"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such competition or attempt, or what it was given is no longer kept (30 days) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It has not run yet, or has not ended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_input: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
                /** @description the assay */
                assayId: string;
                /** @description place of the competition in its assay */
                ordinal: number;
                /** @description of one of the inputs of its template */
                digest: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, byte for byte */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It reads no such file, or the file is no longer kept */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description In conflict with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_summary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Estimates with their intervals; null with a note where an assay is missing */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Summary"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_plots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FigureList"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_plot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
                /** @description figure and format */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture; as vl.json its Vega-Lite specification with all its numbers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                    "image/png": string;
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description No such format */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description No such figure, or not yet: `detail` tells why */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description While the submission runs: what there is so far */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submissions_notifications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the submission */
                submissionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first; of many the newest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationLog"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    executors_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, also those that have gone silent */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutorList"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The scheduler is away */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    users_delete: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userEmail: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Journalled: nothing of it can be read any more */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDeleted"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Some of the submissions are live; `problems` names them */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caller_read: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who asks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope read, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The gateway starts or stops */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_list: {
        parameters: {
            query?: {
                limit?: number;
                /** @description nextCursor of the page before */
                cursor?: string;
                /** @description only what this service has given up */
                service?: "planner" | "scheduler" | "recorder";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterPage"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_read: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the letter */
                sequence: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The letter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterView"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_discard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the letter */
                sequence: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterDiscarded"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deadLetters_replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the letter */
                sequence: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Journalled anew */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadLetterReplayed"];
                };
            };
            /** @description Malformed: an id that is none, unknown or missing fields, wrong types, out of bounds */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Tokens are required here, and none that is valid was shown */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The token lacks the scope administer, or belongs to another user */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no such thing here */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not a command, or only its beginning was kept */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests, or a quota is used up; Retry-After tells the seconds to wait, where waiting helps */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description nats-server, the scheduler or the record store is away: nothing is lost, repeat the request after Retry-After seconds */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
