"""One task by Splink on DuckDB: splink.py TASK OUT LEFT [RIGHT]. Writes the pairs from probability 0.5 on, and prints seconds without start-up.

The settings are those that a user of Splink would write who knows the data: per task blocking rules, comparisons, and rules to train on.
"""

import json
import logging
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.internals.duckdb.database_api import DuckDBAPI

SETTINGS = {
    "febrl3": {
        "clean": "* REPLACE (nullif(replace(date_of_birth, '-', ''), '') AS date_of_birth)",
        "comparisons": [
            cl.ForenameSurnameComparison("given_name", "surname"),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
        ],
        "blocking": [["soc_sec_id"], ["given_name", "surname"], ["date_of_birth"], ["postcode", "surname"], ["given_name", "suburb"], ["address_1"]],
        "certain": [["soc_sec_id"], ["given_name", "surname", "date_of_birth"]],
        "recall": 0.9,
        "train": [["date_of_birth"], ["postcode"], ["soc_sec_id"]],
    },
    "splink_fake_1000": {
        "clean": "*",
        "comparisons": [
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        "blocking": [["first_name"], ["surname"], ["dob"], ["email"]],
        "certain": [["first_name", "dob"], ["surname", "dob"], ["email"]],
        "recall": 0.7,
        "train": [["first_name", "surname"], ["dob"], ["email"]],
    },
    "persons": {
        "clean": "* REPLACE (regexp_replace(phone, '[^0-9+]', '', 'g') AS phone)",
        "comparisons": [
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("family_name").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.EmailComparison("email"),
            cl.LevenshteinAtThresholds("phone", [1]),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        ],
        "blocking": [
            ["email"],
            ["phone"],
            ["family_name", "birth_date"],
            ["given_name", "birth_date"],
            ["birth_date", "city"],
            ["given_name", "family_name", "city"],
        ],
        "certain": [["email"], ["phone"], ["given_name", "family_name", "birth_date"]],
        "recall": 0.95,
        "train": [["birth_date", "city"], ["email"], ["phone"]],
    },
}

logging.getLogger("splink").setLevel(logging.ERROR)
task, out, left, *rest = sys.argv[1:]
settings = SETTINGS[task]
started = time.monotonic()
connection = duckdb.connect()
api = DuckDBAPI(connection)


def table(name: str, file: str):
    key = "id" if task == "persons" else "_id"
    empty = "nullif(COLUMNS(*), '')"
    connection.execute(
        f"CREATE TABLE read_{name} AS SELECT {settings['clean']} FROM (SELECT {empty} FROM (SELECT * RENAME ({key} AS unique_id) FROM read_csv('{file}', all_varchar=true)))"
    )
    return api.register(connection.table(f"read_{name}"), dataset_display_name=name)


tables = [table(name, file) for name, file in zip(["a_left", "b_right"], [left, *rest])]
linker = Linker(
    tables if rest else tables[0],
    SettingsCreator(
        link_type="link_only" if rest else "dedupe_only",
        comparisons=settings["comparisons"],
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in settings["blocking"]],
        retain_matching_columns=False,
    ),
    log_level=logging.ERROR,
)
linker.training.estimate_probability_two_random_records_match([block_on(*columns) for columns in settings["certain"]], recall=settings["recall"])
linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
for columns in settings["train"]:
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*columns))
predicted = linker.inference.predict(threshold_match_probability=0.5).as_duckdbpyrelation()
# Between two tables without duplicates a record keeps its best link on either side.
best = (
    "QUALIFY row_number() OVER (PARTITION BY unique_id_l ORDER BY match_weight DESC, unique_id_r) = 1"
    " AND row_number() OVER (PARTITION BY unique_id_r ORDER BY match_weight DESC, unique_id_l) = 1"
)
connection.execute(f"COPY (SELECT unique_id_l, unique_id_r, match_probability FROM predicted {best if rest else ''}) TO '{out}' (FORMAT csv, HEADER)")
seconds = time.monotonic() - started
print(json.dumps({"seconds": seconds}))
