var e = {
	timeline: {
		title: "CamVault",
		today: "Heute",
		yesterday: "Gestern",
		events: {
			one: "{count} Ereignis",
			other: "{count} Ereignisse"
		}
	},
	labels: {
		person: "Person",
		vehicle: "Fahrzeug",
		animal: "Tier",
		doorbell: "Türklingel",
		face: "Gesicht",
		intrusion: "Eindringen",
		line_crossing: "Linie überquert",
		sound: "Geräusch",
		motion: "Bewegung"
	},
	find: {
		show: "Angezeigte Ereignisse",
		all: "Alle",
		unseen: "Ungesehen",
		protected: "Geschützt",
		unarchived: "Noch nicht ausgelagert",
		clips: "Mit Video",
		cameras: "Kameras",
		someCameras: {
			one: "{count} Kamera",
			other: "{count} Kameras"
		},
		groups: "Gruppen",
		labels: "Erkannt",
		only: "Nur",
		filter: "Filter",
		filters: {
			one: "Filter, {count} aktiv",
			other: "Filter, {count} aktiv"
		},
		combined: "Aktiv",
		without: "{name} entfernen",
		clear: "Zurücksetzen",
		close: "Schließen",
		span: "Gewählter Zeitraum",
		catchUp: {
			one: "Nachholen: {count} ungesehenes Ereignis abspielen",
			other: "Nachholen: {count} ungesehene Ereignisse abspielen"
		},
		safety: {
			none: "Alles liegt nur zu Hause: Archiv einrichten",
			safe: {
				one: "Die einzige Datei von heute ist ausgelagert",
				other: "Alle {count} von heute sind ausgelagert"
			},
			nothing: "Heute ist noch nichts angekommen · alles ist ausgelagert",
			waiting: {
				one: "{safe} von {today} von heute sind ausgelagert · {count} Datei ist unterwegs",
				other: "{safe} von {today} von heute sind ausgelagert · {count} Dateien sind unterwegs"
			},
			failing: {
				one: "{count} Datei wartet auf das Archiv",
				other: "{count} Dateien warten auf das Archiv"
			},
			failingSince: {
				one: "{count} Datei wartet auf das Archiv, seit {since}",
				other: "{count} Dateien warten auf das Archiv, seit {since}"
			},
			unknown: "Das Archiv ist nicht erreichbar",
			trying: "neuer Versuch läuft",
			nextTry: "nächster Versuch {when}",
			away: "Das Gateway ist nicht erreichbar",
			awaySince: "Das Gateway ist nicht erreichbar, seit {since}",
			awayLast: "Das Gateway ist nicht erreichbar · zuletzt ausgelagert: {since}"
		},
		scrubber: "Zeitpunkt",
		at: "{day}, {time}, {events}",
		on: "{day}, {events}",
		showMonth: "Monat anzeigen",
		showDay: "Tag anzeigen",
		calendar: "Zu einem Tag springen",
		time: "Uhrzeit",
		go: "Zu {day}",
		wrongTime: "Eine Uhrzeit wie {example} eingeben",
		unseenCount: {
			one: "{count} ungesehen",
			other: "{count} ungesehen"
		},
		previousMonth: "Vorheriger Monat",
		nextMonth: "Nächster Monat",
		previousYear: "Vorheriges Jahr",
		nextYear: "Nächstes Jahr",
		search: "Suchen",
		searchFor: "Suchen, z. B. person yesterday",
		endSearch: "Suche beenden",
		understood: "Gesucht wurde",
		lastSearches: "Letzte Suchen",
		forget: "Leeren",
		forExample: "Zum Beispiel",
		examples: {
			one: "person yesterday 14:35",
			two: "last night",
			three: "vehicle monday",
			four: "Paketbote"
		},
		until: "bis {to}",
		since: "seit {from}",
		fromTo: "{from} bis {to}",
		help: "Tastenkürzel",
		space: "Leertaste",
		keys: {
			older: "Älteres Ereignis",
			newer: "Neueres Ereignis",
			back: "5 Sekunden zurück, vor",
			frame: "Ein Bild zurück, vor",
			play: "Abspielen, Pause",
			mute: "Ton an, aus",
			full: "Vollbild",
			protect: "Schützen",
			download: "Herunterladen",
			share: "Teilen",
			seen: "Gesehen, ungesehen",
			go: "Zu Tag und Uhrzeit springen",
			search: "Suchen",
			help: "Tastenkürzel"
		}
	},
	player: {
		title: "Player",
		loading: "Wird geladen",
		close: "Schließen",
		again: "Erneut versuchen",
		undo: "Rückgängig",
		cancel: "Abbrechen",
		save: "Speichern",
		nothing_now: "In diesem Moment nichts",
		full_quality: "Volle Qualität",
		bar: "Position im Ereignis",
		at_clip: "{time}, Clip {index} von {count}",
		at_snapshot: "{time}, Bild {index} von {count}",
		actions: "Aktionen",
		download: "Laden",
		share: "Teilen",
		describe: "Notiz",
		more: "Mehr",
		describe_hint: "Was zeigt dieses Ereignis?",
		protection: {
			none: "Schützen",
			pending: "Wird geschützt",
			kept: "Geschützt"
		},
		delete: "Ereignis löschen",
		delete_protected: "Ein geschütztes Ereignis kann nicht gelöscht werden",
		delete_going_on: "Es kann gelöscht werden, sobald es vorbei ist",
		deleting: {
			one: "Das Ereignis wird in {count} Sekunde gelöscht",
			other: "Das Ereignis wird in {count} Sekunden gelöscht"
		},
		removed: "Dieses Ereignis wurde gelöscht",
		copy_event: "Link zu diesem Ereignis kopieren",
		copy_link: "Link kopieren",
		copied: "Link kopiert",
		link: "Link",
		share_by: "Teilen …",
		share_until: "Wer diesen Link hat, kann diese Datei bis {until} sehen.",
		to_camera: "Zur Kamera",
		mark_seen: "Als gesehen markieren",
		mark_unseen: "Als ungesehen markieren",
		seen: "Als gesehen markiert",
		unseen: "Als ungesehen markiert",
		no_older: "Das ist das älteste Ereignis",
		no_newer: "Das ist das neueste Ereignis",
		also: "Auch zu dieser Zeit",
		clocks: "Die Uhren der Kameras können um etwa 2 Sekunden voneinander abweichen. − und + verschieben eine Kamera um eine halbe Sekunde.",
		earlier: "{camera} eine halbe Sekunde früher",
		later: "{camera} eine halbe Sekunde später",
		drop: "{camera} entfernen",
		control: {
			older: "Älteres Ereignis",
			newer: "Neueres Ereignis",
			back: "5 Sekunden zurück",
			on: "5 Sekunden vor",
			play: "Abspielen",
			pause: "Pause",
			sound: "Ton",
			"frame-back": "Vorheriges Einzelbild",
			"frame-on": "Nächstes Einzelbild",
			speed: "Geschwindigkeit",
			autoplay: "Nächstes ungesehenes Ereignis automatisch abspielen",
			zoom: "Zoom",
			pip: "Bild im Bild",
			fullscreen: "Vollbild"
		},
		note: {
			going_on: "Dauert noch an",
			incomplete: "Unvollständig: Die Übertragung brach ab, der Clip läuft, so weit er reicht",
			waiting: {
				one: "{count} Datei ist noch nicht ausgelagert",
				other: "{count} Dateien sind noch nicht ausgelagert"
			},
			more: "Nur der erste Teil dieses langen Ereignisses wird gezeigt"
		},
		trouble: {
			expired: "Der Link zu dieser Datei gilt nicht mehr.",
			away: "Das kann gerade nicht geladen werden.",
			again: "Die Verbindung ist abgebrochen. Neuer Versuch …",
			preparing: "Dieser Clip wird vorbereitet. Er startet von selbst.",
			offline: "Du bist offline. Sobald du wieder online bist, geht es weiter.",
			gone: "Diese Datei ist nicht mehr vorhanden.",
			unauthorized: "Du darfst das nicht sehen.",
			undecodable: "Dieser Browser kann den Clip nicht abspielen. Lade ihn herunter oder versuche es mit einem anderen Browser.",
			unreadable: "Diese Datei ist beschädigt. Du kannst sie so herunterladen, wie die Kamera sie gesendet hat.",
			unplayable: "Kein Browser kann diese Datei zeigen. Lade sie herunter, um sie mit einem anderen Programm zu öffnen.",
			codec: "Dieser Browser kann {codec} nicht abspielen. Lade den Clip herunter, nutze einen anderen Browser oder stelle die Kamera auf H.264 um."
		},
		failed: {
			open: "Das Ereignis kann nicht geöffnet werden",
			download: "Das Herunterladen ist fehlgeschlagen",
			share: "Der Link konnte nicht erstellt werden",
			protect: "Der Schutz wurde nicht geändert",
			describe: "Die Beschreibung wurde nicht gespeichert",
			delete: "Das Ereignis wurde nicht gelöscht",
			seen: "Die Markierung wurde nicht geändert",
			copy: "Der Link konnte nicht kopiert werden",
			pip: "Bild im Bild ist nicht verfügbar"
		},
		state: {
			receiving: "Wird empfangen",
			stored: "Zu Hause, noch nicht ausgelagert",
			archived: "Ausgelagert, wird überprüft",
			verified: "Ausgelagert und überprüft"
		},
		condition: {
			pending: "Noch nicht geprüft",
			incomplete: "Unvollständig",
			empty: "Leer",
			unreadable: "Beschädigt"
		},
		details: {
			title: "Details",
			state: "Zustand",
			condition: "Inhalt",
			captured: "Aufgenommen",
			received: "Empfangen",
			length: "Länge",
			size: "Größe",
			resolution: "Auflösung",
			codec: "Format",
			path: "Ursprünglicher Pfad",
			key: "Schlüssel im Bucket",
			sha256: "SHA-256"
		}
	},
	card: {
		title: "Ereignisse",
		loading: "Wird geladen …",
		unknown: "{entity} ist keine Kamera von CamVault",
		offline: "Nicht verbunden. Die Anzeige ist möglicherweise nicht aktuell.",
		away: "{name} ist nicht erreichbar. Die Anzeige ist möglicherweise nicht aktuell.",
		failed: "Die Ereignisse können nicht angezeigt werden: {reason}",
		retry: "Erneut versuchen",
		noCamera: "Es gibt noch keine Kamera.",
		add: "Kamera hinzufügen",
		nothing: "Es ist noch nichts passiert.",
		allSeen: "Du hast alles gesehen.",
		player: "Ereignis",
		noPlayer: "Der Player kann nicht geladen werden. Überprüfe deine Verbindung.",
		close: "Schließen",
		form: {
			title: "Titel",
			titleHelp: "Bleibt das Feld leer, wird der Name der Kamera angezeigt",
			layout: "Layout",
			layouts: {
				list: "Liste",
				strip: "Streifen",
				grid: "Raster",
				camera: "Kamera mit ihren letzten Ereignissen"
			},
			cameras: "Kameras",
			camerasHelp: "Alle Kameras, wenn du keine auswählst",
			group: "Gruppe",
			labels: "Erkannt",
			unseen_only: "Nur ungesehene Ereignisse",
			rows: "Zeilen",
			rowsHelp: "Wie viele ohne Scrollen sichtbar sind, wenn das Dashboard die Höhe nicht vorgibt"
		},
		late: "CamVault antwortet noch nicht. Möglicherweise startet Home Assistant gerade."
	}
};
export { e as default };
