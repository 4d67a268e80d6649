// Made by scripts/openapi-recall.ts from openapi/recall.yaml: change that file, not this one.

export interface paths {
    "/api/v1/bot/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bots that match; read every page by following `next` */
        get: operations["listBots"];
        put?: never;
        /**
         * Schedule a bot, or send one at once when join_at is absent
         * @description More than ten minutes ahead it is scheduled; otherwise it comes from the shared pool, which may be empty (507).
         */
        post: operations["createBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["readBot"];
        put?: never;
        post?: never;
        /** Unschedule a bot that has not been dispatched */
        delete: operations["deleteBot"];
        options?: never;
        head?: never;
        /** Change a scheduled bot that has not been dispatched */
        patch: operations["updateBot"];
        trace?: never;
    };
    "/api/v1/bot/{id}/leave_call/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["leaveCall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/delete_media/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["deleteMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/send_chat_message/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendChatMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/start_recording/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts over when it records already; options left out fall back to the provider's defaults */
        post: operations["startRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/stop_recording/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["stopRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/pause_recording/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["pauseRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/bot/{id}/resume_recording/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resumeRecording"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recording/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listRecordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recording/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["readRecording"];
        put?: never;
        post?: never;
        delete: operations["deleteRecording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recording/{id}/create_transcript/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a transcript of a finished recording (at most ten for each, five calls a minute for each bot) */
        post: operations["createTranscript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transcript/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["readTranscript"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/participant_events/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["readParticipantEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/usage/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Bot seconds of the whole workspace; five calls a minute */
        get: operations["readUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/calendars/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listCalendars"];
        put?: never;
        post: operations["createCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/calendars/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["readCalendar"];
        put?: never;
        post?: never;
        /** Its coming bots are unscheduled */
        delete: operations["deleteCalendar"];
        options?: never;
        head?: never;
        /** Change it; an empty object asks for a reconnection */
        patch: operations["updateCalendar"];
        trace?: never;
    };
    "/api/v2/calendars/{id}/access-token/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["createCalendarAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/calendar-events/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One day back to 28 days ahead, at most a hundred a page */
        get: operations["listCalendarEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/calendar-events/{id}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get: operations["readCalendarEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/calendar-events/{id}/bot/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Schedule, or replace, the bot of an event; equal keys share one bot */
        post: operations["addCalendarEventBot"];
        delete: operations["removeCalendarEventBot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    botStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["onBotStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    artifactStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["onArtifactStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    realtimeTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["onRealtimeTranscript"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    realtimeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["onRealtimeParticipant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    calendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["onCalendar"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        Metadata: {
            [key: string]: string | null;
        };
        Reference: {
            id: string;
            metadata?: components["schemas"]["Metadata"];
        };
        BotCreate: {
            meeting_url: string;
            bot_name?: string;
            /** Format: date-time */
            join_at?: string | null;
            metadata?: components["schemas"]["Metadata"];
            recording_config?: components["schemas"]["RecordingConfig"];
            automatic_leave?: components["schemas"]["AutomaticLeave"];
            chat?: components["schemas"]["ChatConfig"];
        };
        BotUpdate: {
            meeting_url?: string;
            bot_name?: string;
            /** Format: date-time */
            join_at?: string;
            metadata?: components["schemas"]["Metadata"];
            recording_config?: components["schemas"]["RecordingConfig"];
            automatic_leave?: components["schemas"]["AutomaticLeave"];
        };
        RecordingConfig: {
            transcript?: {
                provider: components["schemas"]["LiveTranscriptProvider"];
                diarization?: components["schemas"]["Diarization"];
                metadata?: components["schemas"]["Metadata"];
            };
            realtime_endpoints?: components["schemas"]["RealtimeEndpointCreate"][];
            retention?: components["schemas"]["Retention"];
            /** @enum {string} */
            start_recording_on?: "call_join" | "participant_join" | "participant_speak" | "manual";
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description Exactly one of them. recallai_async does not belong here; a bot made with it never transcribes. */
        LiveTranscriptProvider: {
            recallai_streaming?: components["schemas"]["RecallStreaming"];
            meeting_captions?: Record<string, never>;
        };
        RecallStreaming: {
            /** @description auto, or a language; low latency needs en */
            language_code?: string;
            /** @enum {string} */
            mode?: "prioritize_accuracy" | "prioritize_low_latency";
            key_terms?: string[];
            filter_profanity?: boolean;
        };
        Diarization: {
            use_separate_streams_when_available?: boolean;
        };
        /** @description Always given, because the default depends on how old the account is */
        Retention: {
            /** @constant */
            type: "timed";
            hours: number;
        } | {
            /** @constant */
            type: "forever";
        } | null;
        /** @description A public address; a local one is refused by the firewall */
        RealtimeEndpointCreate: {
            /** @constant */
            type: "webhook";
            /** Format: uri */
            url: string;
            events: components["schemas"]["RealtimeEventName"][];
        };
        /** @enum {string} */
        RealtimeEventName: "transcript.data" | "transcript.partial_data" | "participant_events.join" | "participant_events.leave" | "participant_events.update" | "participant_events.speech_on" | "participant_events.speech_off" | "participant_events.chat_message";
        /** @description All in seconds */
        AutomaticLeave: {
            waiting_room_timeout?: number;
            noone_joined_timeout?: number;
            everyone_left_timeout?: components["schemas"]["EveryoneLeft"];
            in_call_not_recording_timeout?: number;
            in_call_recording_timeout?: number;
            recording_permission_denied_timeout?: number;
            silence_detection?: components["schemas"]["Detection"];
            bot_detection?: {
                using_participant_events?: components["schemas"]["Detection"];
                using_participant_names?: components["schemas"]["NameDetection"];
            };
        };
        EveryoneLeft: {
            timeout?: number;
            activate_after?: number | null;
        };
        Detection: {
            timeout?: number;
            activate_after?: number;
        };
        NameDetection: {
            timeout: number;
            activate_after: number;
            matches: string[];
        };
        ChatConfig: {
            on_bot_join?: {
                /** @enum {string} */
                send_to: "host" | "everyone" | "everyone_except_host";
                message: string;
                pin?: boolean;
            };
        };
        ChatMessage: {
            message: string;
            to?: string;
            pin?: boolean;
        };
        Bot: {
            id: string;
            /** @description A text in requests; parsed here; gone some days after the call */
            meeting_url?: Record<string, never> | string | null;
            bot_name?: string | null;
            /** @description Null once it joined */
            join_at?: string | null;
            metadata?: components["schemas"]["Metadata"] | null;
            /** @description In no promised order */
            status_changes?: components["schemas"]["StatusChange"][] | null;
            recordings?: components["schemas"]["RecordingOfBot"][] | null;
        };
        StatusChange: {
            /** @description ready, joining_call, in_waiting_room, in_call_not_recording, recording_permission_allowed, recording_permission_denied, in_call_recording, call_ended, done, fatal and more */
            code: string;
            sub_code?: string | null;
            message?: string | null;
            created_at: string;
        };
        RecordingOfBot: {
            id: string;
            created_at?: string | null;
            started_at?: string | null;
            completed_at?: string | null;
            expires_at?: string | null;
            status?: components["schemas"]["ArtifactStatus"];
            media_shortcuts?: components["schemas"]["MediaShortcuts"];
        };
        ArtifactStatus: {
            /** @description processing, paused, done, failed, deleted */
            code: string;
            sub_code?: string | null;
            updated_at?: string | null;
        } | null;
        MediaShortcuts: {
            transcript?: components["schemas"]["Transcript"] | null;
            participant_events?: components["schemas"]["ParticipantEvents"] | null;
            video_mixed?: Record<string, never> | null;
            audio_mixed?: Record<string, never> | null;
            meeting_metadata?: Record<string, never> | null;
        } | null;
        Recording: components["schemas"]["RecordingOfBot"] & {
            bot?: components["schemas"]["Reference"] | null;
        };
        Transcript: {
            id: string;
            recording?: components["schemas"]["Reference"];
            created_at?: string | null;
            status?: components["schemas"]["ArtifactStatus"];
            metadata?: components["schemas"]["Metadata"];
            provider?: Record<string, never> | null;
            data?: {
                /** @description Null until done. Expires within hours, so it is never kept; fetched without our key. */
                download_url?: string | null;
            } | null;
        };
        TranscriptCreate: {
            provider: {
                recallai_async?: {
                    language_code?: string;
                };
            };
            diarization?: components["schemas"]["Diarization"];
            metadata?: components["schemas"]["Metadata"];
        };
        /** @description One item of the downloaded list; parts of different speakers may overlap */
        TranscriptPart: {
            participant?: components["schemas"]["Participant"];
            language_code?: string | null;
            words?: components["schemas"]["Word"][] | null;
        };
        Word: {
            text: string;
            start_timestamp?: components["schemas"]["Timestamp"];
            end_timestamp?: components["schemas"]["Timestamp"];
        };
        Timestamp: {
            /** @description Seconds from the recording's start */
            relative?: number | null;
            absolute?: string | null;
        } | null;
        Participant: {
            /** @description Unique within a meeting only */
            id?: number | null;
            name?: string | null;
            is_host?: boolean | null;
            platform?: string | null;
            email?: string | null;
            extra_data?: Record<string, never> | null;
        } | null;
        ParticipantEvents: {
            id: string;
            status?: components["schemas"]["ArtifactStatus"];
            data?: {
                participant_events_download_url?: string | null;
                speaker_timeline_download_url?: string | null;
                participants_download_url?: string | null;
            } | null;
        };
        CalendarCreate: {
            /** @enum {string} */
            platform: "google_calendar" | "microsoft_outlook";
            oauth_client_id: string;
            oauth_client_secret: string;
            oauth_refresh_token: string;
            oauth_email?: string;
        };
        CalendarUpdate: {
            oauth_client_id?: string;
            oauth_client_secret?: string;
            oauth_refresh_token?: string;
            oauth_email?: string;
        };
        /** @description The answer repeats the client's secret and the refresh token, which we neither read nor log */
        Calendar: {
            id: string;
            platform?: string;
            /** @description Null until the first sync */
            platform_email?: string | null;
            /** @description connecting, connected, disconnected */
            status?: string;
            created_at?: string;
            updated_at?: string;
        };
        CalendarEvent: {
            id: string;
            calendar_id: string;
            start_time?: string;
            end_time?: string;
            platform?: string;
            platform_id?: string;
            ical_uid?: string | null;
            meeting_platform?: string | null;
            meeting_url?: string | null;
            is_deleted: boolean;
            created_at?: string;
            updated_at?: string;
            /** @description The event as Google or Microsoft Graph gave it */
            raw?: Record<string, never>;
            bots?: components["schemas"]["CalendarEventBot"][];
        };
        CalendarEventBot: {
            bot_id: string;
            start_time?: string;
            deduplication_key?: string;
            meeting_url?: string;
        };
        CalendarEventBotCreate: {
            deduplication_key: string;
            bot_config: Record<string, never>;
        };
        BotPage: {
            count?: number;
            /** @description A full address */
            next?: string | null;
            previous?: string | null;
            results: components["schemas"]["Bot"][];
        };
        CursorPage: {
            next?: string | null;
            previous?: string | null;
        };
        RecordingPage: components["schemas"]["CursorPage"] & {
            results: components["schemas"]["Recording"][];
        };
        CalendarPage: components["schemas"]["CursorPage"] & {
            results: components["schemas"]["Calendar"][];
        };
        CalendarEventPage: components["schemas"]["CursorPage"] & {
            results: components["schemas"]["CalendarEvent"][];
        };
        ErrorDetail: {
            code?: string;
            detail?: string;
        };
        /** @description Field to its messages, nested where the field is an object */
        FieldErrors: {
            [key: string]: unknown;
        };
        CalendarError: {
            code?: string;
            message?: string;
            errors?: components["schemas"]["FieldErrors"];
        };
        EventStatus: {
            code: string;
            sub_code?: string | null;
            updated_at: string;
        };
        BotStatusEvent: {
            /** @description bot. and a status code */
            event: string;
            data: {
                data: components["schemas"]["EventStatus"];
                bot: components["schemas"]["Reference"];
            };
        };
        ArtifactStatusEvent: {
            /** @description recording., transcript., participant_events. and more, then processing, done, failed or deleted */
            event: string;
            data: {
                data: components["schemas"]["EventStatus"];
                recording?: components["schemas"]["Reference"];
                transcript?: components["schemas"]["Reference"];
                bot?: components["schemas"]["Reference"] | null;
            };
        };
        RealtimeTranscriptEvent: {
            /** @enum {string} */
            event: "transcript.data" | "transcript.partial_data";
            data: {
                data: components["schemas"]["TranscriptPart"];
                transcript?: components["schemas"]["Reference"];
                recording?: components["schemas"]["Reference"];
                realtime_endpoint?: components["schemas"]["Reference"];
                bot: components["schemas"]["Reference"];
            };
        };
        RealtimeParticipantEvent: {
            event: string;
            data: {
                data: {
                    participant?: components["schemas"]["Participant"];
                    timestamp?: components["schemas"]["Timestamp"];
                    data?: {
                        text?: string;
                        to?: string;
                    } | null;
                };
                recording?: components["schemas"]["Reference"];
                bot: components["schemas"]["Reference"];
            };
        };
        CalendarMessage: {
            /** @enum {string} */
            event: "calendar.update" | "calendar.sync_events";
            data: {
                calendar_id: string;
                last_updated_ts?: string;
            };
        };
    };
    responses: {
        /** @description The bot */
        Bot: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Bot"];
            };
        };
        /** @description A numbered page */
        BotPage: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["BotPage"];
            };
        };
        /** @description The calendar */
        Calendar: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Calendar"];
            };
        };
        /** @description The event */
        CalendarEvent: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CalendarEvent"];
            };
        };
        /** @description Bad input, or a command that does not fit the bot's state */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"] | components["schemas"]["FieldErrors"];
            };
        };
        /** @description Bad input */
        CalendarBadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["CalendarError"];
            };
        };
        /** @description No key; a wrong one; or one of another region */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
        /** @description The workspace has no credit left */
        OutOfCredit: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
        /** @description Unknown here, or of another region or workspace */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
        /** @description The bot is on its way; ask it to leave instead */
        AlreadyDispatched: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
        /** @description The same call is still running */
        InFlight: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
        /** @description Slow down */
        TooMany: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
        /** @description No bot is free; try with a new key in half a minute */
        PoolEmpty: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorDetail"];
            };
        };
    };
    parameters: {
        Id: string;
        Cursor: string;
        /** @description The same key within an hour brings the first answer again, a 507 included; 409 while the first still runs. */
        IdempotencyKey: string;
    };
    requestBodies: never;
    headers: {
        /** @description Seconds */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listBots: {
        parameters: {
            query?: {
                page?: number;
                join_at_after?: string;
                join_at_before?: string;
                meeting_url?: string;
                status?: string[];
                /** @description Bots whose metadata value `intent` is this. Any key may be asked for as metadata__KEY. */
                metadata__intent?: string;
                metadata__org?: string;
                metadata__env?: string;
                metadata__occ?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["BotPage"];
            401: components["responses"]["Unauthenticated"];
            429: components["responses"]["TooMany"];
        };
    };
    createBot: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within an hour brings the first answer again, a 507 included; 409 while the first still runs. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BotCreate"];
            };
        };
        responses: {
            201: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthenticated"];
            402: components["responses"]["OutOfCredit"];
            409: components["responses"]["InFlight"];
            429: components["responses"]["TooMany"];
            507: components["responses"]["PoolEmpty"];
        };
    };
    readBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
        };
    };
    deleteBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will not come */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["AlreadyDispatched"];
            429: components["responses"]["TooMany"];
        };
    };
    updateBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BotUpdate"];
            };
        };
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
        };
    };
    leaveCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
        };
    };
    deleteMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
        };
    };
    sendChatMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within an hour brings the first answer again, a 507 included; 409 while the first still runs. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatMessage"];
            };
        };
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
        };
    };
    startRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordingConfig"];
            };
        };
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
        };
    };
    stopRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
        };
    };
    pauseRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
        };
    };
    resumeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Bot"];
            400: components["responses"]["BadRequest"];
        };
    };
    listRecordings: {
        parameters: {
            query?: {
                bot_id?: string;
                created_at_after?: string;
                created_at_before?: string;
                status_code?: string;
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordingPage"];
                };
            };
            429: components["responses"]["TooMany"];
        };
    };
    readRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The recording */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    deleteRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone for ever */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
        };
    };
    createTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TranscriptCreate"];
            };
        };
        responses: {
            /** @description It has begun; a message tells when it is done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            400: components["responses"]["BadRequest"];
            429: components["responses"]["TooMany"];
        };
    };
    readTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With a fresh download address each time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcript"];
                };
            };
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
        };
    };
    readParticipantEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With fresh download addresses each time */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParticipantEvents"];
                };
            };
            404: components["responses"]["NotFound"];
        };
    };
    readUsage: {
        parameters: {
            query?: {
                start?: string;
                end?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Seconds */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bot_total: number;
                    };
                };
            };
            429: components["responses"]["TooMany"];
        };
    };
    listCalendars: {
        parameters: {
            query?: {
                email?: string;
                platform?: string;
                status?: string;
                created_at__gte?: string;
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarPage"];
                };
            };
        };
    };
    createCalendar: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key within an hour brings the first answer again, a 507 included; 409 while the first still runs. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarCreate"];
            };
        };
        responses: {
            201: components["responses"]["Calendar"];
            400: components["responses"]["CalendarBadRequest"];
        };
    };
    readCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["Calendar"];
            404: components["responses"]["NotFound"];
        };
    };
    deleteCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["NotFound"];
        };
    };
    updateCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarUpdate"];
            };
        };
        responses: {
            200: components["responses"]["Calendar"];
            400: components["responses"]["CalendarBadRequest"];
        };
    };
    createCalendarAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A short-lived token of the calendar's own provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        token: string;
                        expires_at: string;
                    };
                };
            };
            400: components["responses"]["CalendarBadRequest"];
        };
    };
    listCalendarEvents: {
        parameters: {
            query?: {
                calendar_id?: string;
                ical_uid?: string;
                is_deleted?: boolean;
                start_time?: string;
                start_time__gte?: string;
                start_time__lte?: string;
                updated_at__gte?: string;
                cursor?: components["parameters"]["Cursor"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarEventPage"];
                };
            };
        };
    };
    readCalendarEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CalendarEvent"];
            404: components["responses"]["NotFound"];
        };
    };
    addCalendarEventBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CalendarEventBotCreate"];
            };
        };
        responses: {
            200: components["responses"]["CalendarEvent"];
            400: components["responses"]["CalendarBadRequest"];
            409: components["responses"]["InFlight"];
            507: components["responses"]["PoolEmpty"];
        };
    };
    removeCalendarEventBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["parameters"]["Id"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: components["responses"]["CalendarEvent"];
            404: components["responses"]["NotFound"];
        };
    };
    onBotStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BotStatusEvent"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onArtifactStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ArtifactStatusEvent"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRealtimeTranscript: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RealtimeTranscriptEvent"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onRealtimeParticipant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RealtimeParticipantEvent"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["CalendarMessage"];
            };
        };
        responses: {
            /** @description Kept */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
