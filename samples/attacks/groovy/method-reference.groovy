[0].collect(System::exit)
